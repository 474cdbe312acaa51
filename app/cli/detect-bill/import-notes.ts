import { warningText } from '@/app/import-words'
import type { ImportWarning } from '@/schemas/import-warning'
import type { Currency } from '@/schemas/money'

/** What is only known when a bill is published, or is told of the files elsewhere. */
const TOLD_ELSEWHERE: readonly ImportWarning['code'][] = ['fewer_rows_than_before', 'same_file_given_twice', 'charges_after_today']

/** What an import says of a bill at hand and of its own files, in words. */
export const importNotes = (warnings: readonly ImportWarning[], currency: Currency): string[] =>
  warnings.filter(({ code }) => !TOLD_ELSEWHERE.includes(code)).map((warning) => warningText(warning, currency))
