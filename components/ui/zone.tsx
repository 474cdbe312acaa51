'use client'
import { createContext, type ReactNode, useContext } from 'react'
import { formatInstant } from '@/lib/kernel/format'

const Zone = createContext('UTC')

/** By whose clocks everything inside shows its times. It comes with the page, so that server and browser show the same. */
export const ZoneProvider = ({ zone, children }: { zone: string; children: ReactNode }) => <Zone value={zone}>{children}</Zone>

export const useZone = (): string => useContext(Zone)

/** "19 Nov 10:12 UTC+1" by the clocks of the page. */
export function useInstantText(): (at: string, now?: string) => string {
  const zone = useZone()
  return (at, now) => formatInstant(at, now, zone)
}
