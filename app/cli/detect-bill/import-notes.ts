import { formatCount } from '@/lib/kernel/format'
import type { ImportWarning } from '@/schemas/import-warning'

type Facts = ImportWarning['facts']
const rows = (facts: Facts): string => formatCount(Number(facts['rows']), 'row')

/** What an import says of a bill and of its own files, in words. What is only known when a bill is published, or is told of the files elsewhere, has none. */
const WORDS: Readonly<Record<ImportWarning['code'], ((facts: Facts) => string) | null>> = {
  tags_not_read: (facts) => `${rows(facts)} with tags that are no JSON, read without them`,
  unreadable_characters: (facts) => `${rows(facts)} with characters that nothing can keep, read as U+FFFD`,
  unknown_line_item_type: (facts) => `${rows(facts)} of the line item type ${String(facts['line_item_type'])}, which is not known, read as fees`,
  negative_unused_commitment: (facts) => `what commitments left unused is negative (${String(facts['effective_cost'])})`,
  fewer_rows_than_before: null,
  same_file_given_twice: null,
  charges_after_today: null,
}

export const importNotes = (warnings: readonly ImportWarning[]): string[] => warnings.flatMap(({ code, facts }) => WORDS[code]?.(facts) ?? [])
