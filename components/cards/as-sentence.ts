/** Phrases of the server are written to stand inside a sentence; alone they begin with a capital letter. */
export const asTitle = (text: string): string =>
  isCode(text) ? text : SHORT.test(text) ? text.replace(SHORT, (word) => word.toUpperCase()) : `${text.charAt(0).toUpperCase()}${text.slice(1)}`

// Written in capitals wherever they stand.
const SHORT = /^(?:iops|cpu|arn)\b/

// "gp2" and "m6i.large" are written so wherever they stand.
const isCode = (text: string): boolean => /^\S*[a-z]\d/.test(text)

/** The same, with a full stop where there is none. */
export const asSentence = (text: string): string => `${asTitle(text)}${/[.!?]$/.test(text) ? '' : '.'}`

/** A sentence that is set as a title has no full stop; several sentences keep theirs. */
export const asHeading = (text: string): string => (/[.!?] /.test(text) ? text : text.replace(/[.]$/, ''))
