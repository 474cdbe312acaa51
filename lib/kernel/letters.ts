// A text that begins a sentence, or goes on in the middle of one. Its other letters stay as they are.
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
export const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
