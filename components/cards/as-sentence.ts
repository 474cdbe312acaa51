/** Phrases of the server are written to stand inside a sentence; alone they begin with a capital letter. */
export const asTitle = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** The same, with a full stop where there is none. */
export const asSentence = (text: string): string => `${asTitle(text)}${/[.!?]$/.test(text) ? '' : '.'}`
