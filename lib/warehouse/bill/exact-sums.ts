import { decimalText } from '@/lib/warehouse/decimal-text'
import type { Decimal } from '@/schemas/money'

// Amounts have at most ten decimals. Whole units and ten-billionths are counted apart: each stays an exact integer as a double.
const DECIMALS = 10
const ONE = 10 ** DECIMALS
const SCALES = Array.from({ length: DECIMALS + 1 }, (_, n) => 10 ** n)
const MINUS = 45

/** Exact sums of many amounts, one for each place, without a number object for every addition. */
export function exactSums(places: number): { add(place: number, amount: Decimal): void; at(place: number): Decimal } {
  const units = new Float64Array(places)
  const parts = new Float64Array(places)
  return {
    add(place, amount) {
      const point = amount.indexOf('.')
      if (point < 0) {
        units[place] = (units[place] ?? 0) + Number(amount)
        return
      }
      const part = Number(amount.slice(point + 1)) * (SCALES[DECIMALS - (amount.length - point - 1)] ?? 1)
      let unit = (units[place] ?? 0) + Number(amount.slice(0, point))
      let sum = (parts[place] ?? 0) + (amount.charCodeAt(0) === MINUS ? -part : part)
      if (sum >= ONE) [unit, sum] = [unit + 1, sum - ONE]
      else if (sum <= -ONE) [unit, sum] = [unit - 1, sum + ONE]
      units[place] = unit
      parts[place] = sum
    },
    at(place) {
      let [unit, part] = [units[place] ?? 0, parts[place] ?? 0]
      if (unit > 0 && part < 0) [unit, part] = [unit - 1, part + ONE]
      else if (unit < 0 && part > 0) [unit, part] = [unit + 1, part - ONE]
      if (part === 0) return unit === 0 ? '0' : unit.toFixed()
      const text = `${Math.abs(unit).toFixed()}.${Math.abs(part).toFixed().padStart(DECIMALS, '0')}`
      return decimalText(unit < 0 || part < 0 ? `-${text}` : text)
    },
  }
}
