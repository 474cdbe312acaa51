import type { DriverPort } from './port'

/** Answers from kept values. */
export const recordedDriver = (name: string, unit: string, kept: readonly { day: string; value: number }[]): DriverPort => ({
  connector: 'recorded-driver',
  name,
  unit,
  daily: async (window) => ({ days: kept.filter((d) => d.day >= window.start && d.day < window.end), gaps: [] }),
})
