import { formatCount, formatDay, formatMoney } from '@/lib/kernel/format'
import type { ImportReport } from '@/schemas/bill'
import type { ImportWarning } from '@/schemas/import-warning'
import { type Currency, Decimal } from '@/schemas/money'
import { Day } from '@/schemas/time'

type Facts = ImportWarning['facts']

const rows = (facts: Facts): string => formatCount(Number(facts['rows']), 'row')
const text = (facts: Facts, name: string): string => String(facts[name] ?? '')
const money = (facts: Facts, name: string, currency: Currency): string => formatMoney(Decimal.parse(text(facts, name)), currency, 'always')

/** What a person should look at, in words. */
const WARNINGS: Readonly<Record<ImportWarning['code'], (facts: Facts, currency: Currency) => string>> = {
  tags_not_read: (facts) => `${rows(facts)} with tags that are no JSON, read without them`,
  no_usage_account: (facts, currency) =>
    `${rows(facts)} without a usage account, with ${money(facts, 'billed_cost', currency)} billed: kept, in every total and under no account`,
  unreadable_characters: (facts) => `${rows(facts)} with characters that nothing can keep, read as U+FFFD`,
  unknown_line_item_type: (facts) => `${rows(facts)} of the line item type ${text(facts, 'line_item_type')}, which is not known, read as fees`,
  negative_unused_commitment: (facts) => `what commitments left unused is negative (${text(facts, 'effective_cost')})`,
  fewer_rows_than_before: (facts) =>
    `${text(facts, 'billing_month')} has ${rows(facts)}, and had ${text(facts, 'rows_before')} before: perhaps this is one part of a delivery`,
  same_file_given_twice: (facts) => `${formatCount(Number(facts['files']), 'file')} given more than once, each counted once`,
  charges_after_today: (facts, currency) =>
    `${formatCount(Number(facts['lines']), 'charge')} of ${text(facts, 'billing_month')} dated after ${formatDay(Day.parse(text(facts, 'today')))}, up to ${formatDay(Day.parse(text(facts, 'last_day')))}, with ${money(facts, 'effective_cost', currency)}: kept, and in no answer before their day`,
}

export const warningText = ({ code, facts }: ImportWarning, currency: Currency): string => WARNINGS[code](facts, currency)

/** Why rows are not kept as charges. */
export const DROPPED_WORDS: Readonly<Record<ImportReport['dropped'][number]['because'], string>> = {
  savings_plan_negation: 'Savings Plan negation lines: they cancel list prices and are no cost of their own',
}

/** Why rows are kept with a value that their file did not give. */
export const REPAIRED_WORDS: Readonly<Record<ImportReport['repaired'][number]['because'], string>> = {
  effective_cost_from_billed_cost: 'the effective cost was zero beside a billed one, and is taken from it',
}
