import { cut } from '@/lib/kernel/format'

const SHOWN_CHARACTERS = 60

/** What a refusal shows of a cell or row of any length. */
export const shown = (text: string): string =>
  text.length <= SHOWN_CHARACTERS ? text : `${cut(text, SHOWN_CHARACTERS)}… (${text.length.toLocaleString('en')} characters)`
