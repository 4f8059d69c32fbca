// The text that pdf.js (the reader in Firefox) takes out of PDFs: of each file a line `== FILE`, then its pages.
//
//     node pdfjs_text.js FILE...
const fs = require("fs");
const pdfjs = require("/usr/share/javascript/pdf/build/pdf.js"); // Debian's libjs-pdf

async function textOf(path) {
  const data = new Uint8Array(fs.readFileSync(path));
  const file = await pdfjs.getDocument({ data, verbosity: 0 }).promise;
  let text = "";
  for (let number = 1; number <= file.numPages; number++) {
    const content = await (await file.getPage(number)).getTextContent();
    text += content.items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("") + "\n";
  }
  return text;
}

(async () => {
  for (const path of process.argv.slice(2)) {
    console.log(`== ${path}\n${await textOf(path)}`);
  }
})();
