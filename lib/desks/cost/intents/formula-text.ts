import { formatRate } from '@/lib/kernel/format'

// "184.896 USD/day", as a template writes it into what is signed.
const AMOUNT = /(\d+(?:\.\d+)?) ([A-Z]{3})\/(day|month)\b/g

/** The formula of a saving as people read it: amounts like every other figure, a cross between factors. What was signed keeps its own form. */
export const formulaText = (formula: string): string =>
  formula.replace(AMOUNT, (_, amount: string, currency: string, per: 'day' | 'month') => formatRate(amount, currency, per)).replaceAll(' x ', ' × ')
