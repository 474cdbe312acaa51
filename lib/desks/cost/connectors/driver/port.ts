import type { DayRange } from '@/schemas/time'

/** A measure that grows with the business. Throws Fault `provider_down` when it could not be asked; days without a value are left out. */
export type DriverPort = {
  connector: string
  name: string
  unit: string
  daily(window: DayRange): Promise<{ days: { day: string; value: number }[]; gaps: string[] }>
}
