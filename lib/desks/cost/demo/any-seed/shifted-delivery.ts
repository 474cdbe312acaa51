import type { Row } from '../formats'

/** What goes wrong with one month's delivery: its times are written in another zone, or its amounts come in another currency. */
export const DELIVERY_SHIFTS = { time_zone: 'times written two hours east of UTC', currency: 'the same amounts called euros' } as const
export type DeliveryShift = keyof typeof DELIVERY_SHIFTS

const USAGE_TIMES = /^(line_item_usage_(start|end)_date|lineItem\/Usage(Start|End)Date|ChargePeriod(Start|End))$/
const CURRENCIES = /currency/i
const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})T00:00:00(\.000)?Z$/

/** A row as a shifted delivery writes it. The instants and the amounts stay what they are; how they are written does not. */
export const shiftedRow = (row: Row, shift: DeliveryShift): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, cell]) => {
      if (shift === 'time_zone' && USAGE_TIMES.test(column)) return [column, cell.replace(MIDNIGHT, '$1T02:00:00+02:00')]
      return [column, shift === 'currency' && CURRENCIES.test(column) && cell !== '' ? 'EUR' : cell]
    }),
  )
