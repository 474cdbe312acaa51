import { formatCount, formatDay, formatMoney } from '@/lib/kernel/format'
import type { BillFormat, ImportReport } from '@/schemas/bill'
import type { ImportWarning } from '@/schemas/import-warning'
import { type Currency, Decimal } from '@/schemas/money'
import type { ImportNote } from '@/schemas/sources-view'
import { Day } from '@/schemas/time'

type Facts = ImportWarning['facts']
type Bill = Pick<ImportReport, 'currency' | 'format'>
type Words = Omit<ImportNote, 'kind'>

const rows = (facts: Facts): string => formatCount(Number(facts['rows']), 'row')
const text = (facts: Facts, name: string): string => String(facts[name] ?? '')
const money = (facts: Facts, name: string, currency: Currency): string => formatMoney(Decimal.parse(text(facts, name)), currency, 'always')

/** What the columns are called in the files that a person has before them. */
const CUR_2 = { tags: 'resource_tags', account: 'line_item_usage_account_id', type: 'line_item_line_item_type' }
const LEGACY = { tags: 'resourceTags', account: 'lineItem/UsageAccountId', type: 'lineItem/LineItemType' }
const FOCUS = { tags: 'Tags', account: 'SubAccountId', type: 'ChargeCategory' }
const columns = (format: BillFormat) => (format === 'cur_2_0' ? CUR_2 : format === 'cur_legacy' ? LEGACY : FOCUS)

/** What to do about a charge whose day has not come. */
export const AHEAD_REMEDY = 'If a date is wrong, import a corrected export.'

/** What a person should look at, in words, and what to do about it. */
const WARNINGS: Readonly<Record<ImportWarning['code'], (facts: Facts, bill: Bill) => Words>> = {
  tags_not_read: (facts, { format }) => ({
    text: `${rows(facts)} with tags that are no JSON, read without them`,
    remedy: `If a tag says who owns them, write ${columns(format).tags} as {"team":"data"} and import the files again.`,
  }),
  no_usage_account: (facts, { currency, format }) => ({
    text: `${rows(facts)} without a usage account, with ${money(facts, 'billed_cost', currency)} billed: kept, in every total and under no account`,
    remedy: `If an account used them, name it in ${columns(format).account} and import the files again.`,
  }),
  unreadable_characters: (facts) => ({
    text: `${rows(facts)} with characters that nothing can keep, read as U+FFFD`,
    remedy: 'If a name has become illegible, export the files as UTF-8 and import them again.',
  }),
  unknown_line_item_type: (facts, { format }) => ({
    text: `${rows(facts)} of the ${format.startsWith('focus') ? 'charge category' : 'line item type'} ${text(facts, 'line_item_type')}, which is not known, read as fees`,
    remedy: `If they are something else, correct ${columns(format).type} and import the files again.`,
  }),
  negative_unused_commitment: (facts, { currency }) => ({
    text: `what commitments left unused is negative (${money(facts, 'effective_cost', currency)})`,
    remedy: "Compare it with the provider's own report of unused commitments; if that differs, import a corrected export.",
  }),
  fewer_rows_than_before: (facts) => ({
    text: `${text(facts, 'billing_month')} has ${rows(facts)}, and had ${text(facts, 'rows_before')} before: perhaps this is one part of a delivery`,
    remedy: 'If it is, import all files of the month together.',
  }),
  same_file_given_twice: (facts) => ({ text: `${formatCount(Number(facts['files']), 'file')} given more than once, each counted once`, remedy: null }),
  charges_after_today: (facts, { currency }) => ({
    text: `${formatCount(Number(facts['lines']), 'charge')} of ${text(facts, 'billing_month')} dated after ${formatDay(Day.parse(text(facts, 'today')))}, up to ${formatDay(Day.parse(text(facts, 'last_day')))}, with ${money(facts, 'effective_cost', currency)}: kept, and in no answer before their day`,
    remedy: AHEAD_REMEDY,
  }),
}

export const warningWords = ({ code, facts }: ImportWarning, bill: Bill): Words => WARNINGS[code](facts, bill)

/** Why rows are not kept as charges. */
const DROPPED: Readonly<Record<ImportReport['dropped'][number]['because'], string>> = {
  savings_plan_negation: 'Savings Plan negation lines: they cancel list prices and are no cost of their own',
}

/** Why rows are kept with a value that their file did not give. */
const REPAIRED: Readonly<Record<ImportReport['repaired'][number]['because'], string>> = {
  effective_cost_from_billed_cost: 'the effective cost was zero beside a billed one, and is taken from it',
}

/** What an import left out or put right and what a person should look at, in the words of every surface. */
export function importNotes({ dropped, repaired, warnings, ...bill }: Pick<ImportReport, 'dropped' | 'repaired' | 'warnings'> & Bill): ImportNote[] {
  const of = (count: number, amount: Decimal, why: string): Words => ({
    text: `${formatCount(count, 'row')}, ${formatMoney(amount, bill.currency, 'always')}: ${why}`,
    remedy: null,
  })
  return [
    ...dropped.map((d) => ({ kind: 'dropped' as const, ...of(d.rows, d.billed_cost, DROPPED[d.because]) })),
    ...repaired.map((r) => ({ kind: 'repaired' as const, ...of(r.rows, r.effective_cost, REPAIRED[r.because]) })),
    ...warnings.map((warning) => ({ kind: 'warning' as const, ...warningWords(warning, bill) })),
  ]
}
