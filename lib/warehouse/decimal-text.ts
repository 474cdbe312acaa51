import type { Decimal } from '@/schemas/money'

const ZERO = 48
const POINT = 46

/** Decimal text from the engine's fixed-scale text: `12.5000000000` becomes `12.5`. Cheaper than parsing, and series have many. */
export function decimalText(fixed: string): Decimal {
  if (!fixed.includes('.')) return fixed
  let end = fixed.length
  while (fixed.charCodeAt(end - 1) === ZERO) end--
  if (fixed.charCodeAt(end - 1) === POINT) end--
  const trimmed = fixed.slice(0, end)
  return trimmed === '-0' || trimmed === '' ? '0' : trimmed
}
