import type { Decimal } from '@/schemas/money'

/** Decimal text from the engine's fixed-scale text: `12.5000000000` becomes `12.5`. Cheaper than parsing, and series have many. */
export function decimalText(fixed: string): Decimal {
  if (!fixed.includes('.')) return fixed
  const trimmed = fixed.replace(/\.?0+$/, '')
  return trimmed === '-0' || trimmed === '' ? '0' : trimmed
}
