/** Envelope limit in bytes of JSON: larger content goes by reference. Apart from the shapes, so that a page can check it without schema code. */
export const INTENT_MAX_BYTES = 32 * 1024
