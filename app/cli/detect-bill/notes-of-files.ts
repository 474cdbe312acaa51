import { warningWords } from '@/app/import-words'
import type { ImportReport } from '@/schemas/bill'
import type { ImportWarning } from '@/schemas/import-warning'

/** What is only known when a bill is published, or is told of the files elsewhere. */
const TOLD_ELSEWHERE: readonly ImportWarning['code'][] = ['fewer_rows_than_before', 'same_file_given_twice', 'charges_after_today']

/** What an import says of a bill at hand and of its own files, in words. */
export const notesOfFiles = (report: Pick<ImportReport, 'warnings' | 'currency' | 'format'>): string[] =>
  report.warnings.filter(({ code }) => !TOLD_ELSEWHERE.includes(code)).map((warning) => warningWords(warning, report).text)
