#include "output/pdf_cff_read.h"

static size_t read_offset(const unsigned char *at, unsigned size)
{
    size_t value = 0;
    while (size-- > 0)
        value = value << 8 | *at++;
    return value;
}

bool pp_cff_read_index(struct pp_cff_span table, size_t at, struct pp_cff_index *out)
{
    *out = (struct pp_cff_index){0};
    if (at > table.size || table.size - at < 2)
        return false;
    const unsigned char *data = table.data + at;
    size_t left = table.size - at;
    out->count = (size_t)data[0] << 8 | data[1];
    out->whole = (struct pp_cff_span){.data = data, .size = 2};
    if (out->count == 0)
        return true;
    if (left < 3 || data[2] < 1 || data[2] > 4)
        return false;
    out->offset_size = data[2];
    size_t head = 3 + (out->count + 1) * out->offset_size;
    if (left < head)
        return false;
    out->offsets = data + 3;
    out->items = data + head - 1;
    size_t end = read_offset(out->offsets + out->count * out->offset_size, out->offset_size);
    if (end < 1 || end > left - head + 1)
        return false;
    out->whole.size = head - 1 + end;
    return true;
}

bool pp_cff_item(const struct pp_cff_index *index, size_t i, struct pp_cff_span *out)
{
    if (i >= index->count)
        return false;
    const unsigned char *at = index->offsets + i * index->offset_size;
    size_t start = read_offset(at, index->offset_size);
    size_t end = read_offset(at + index->offset_size, index->offset_size);
    size_t most =
        read_offset(index->offsets + index->count * index->offset_size, index->offset_size);
    if (start < 1 || end < start || end > most)
        return false;
    *out = (struct pp_cff_span){.data = index->items + start, .size = end - start};
    return true;
}

/* The length of a real number's nibbles; 0 when it has no end. */
static size_t real_length(const unsigned char *at, size_t left)
{
    for (size_t i = 1; i < left; i++)
        if ((at[i] & 0x0F) == 0x0F || at[i] >> 4 == 0x0F)
            return i + 1;
    return 0;
}

/* Reads an operand; returns its length, 0 when it is damaged. */
static size_t read_operand(const unsigned char *at, size_t left, long *value)
{
    *value = 0;
    if (at[0] == 30)
        return real_length(at, left);
    if (at[0] >= 32 && at[0] <= 246) {
        *value = (long)at[0] - 139;
        return 1;
    }
    if (at[0] >= 247 && at[0] <= 254 && left >= 2) {
        *value = at[0] <= 250 ? ((long)at[0] - 247) * 256 + at[1] + 108
                              : -((long)at[0] - 251) * 256 - at[1] - 108;
        return 2;
    }
    if (at[0] == 28 && left >= 3) {
        *value = (int16_t)(at[1] << 8 | at[2]);
        return 3;
    }
    if (at[0] == 29 && left >= 5) {
        *value =
            (int32_t)((uint32_t)at[1] << 24 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 8 | at[4]);
        return 5;
    }
    return 0;
}

bool pp_cff_next(struct pp_cff_span *dict, struct pp_cff_entry *out)
{
    *out = (struct pp_cff_entry){.raw.data = dict->data};
    for (size_t at = 0; at < dict->size;) {
        unsigned first = dict->data[at];
        if (first <= 21) {
            size_t length = first == 12 ? 2 : 1;
            if (length > dict->size - at)
                return false;
            out->op = first == 12 ? 0x0C00u | dict->data[at + 1] : first;
            out->raw.size = at + length;
            dict->data += at + length;
            dict->size -= at + length;
            return true;
        }
        long value;
        size_t length = read_operand(dict->data + at, dict->size - at, &value);
        if (length == 0)
            return false;
        out->values[0] = out->values[1];
        out->values[1] = value;
        at += length;
    }
    return false;
}

bool pp_cff_find(struct pp_cff_span dict, unsigned op, struct pp_cff_entry *out)
{
    while (pp_cff_next(&dict, out))
        if (out->op == op)
            return true;
    return false;
}
