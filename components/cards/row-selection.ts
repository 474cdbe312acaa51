'use client'
import { useSyncExternalStore } from 'react'

/** Rows of the list that are marked for one act on all of them; null while nobody is selecting. */
export type Selection = ReadonlySet<string> | null

let current: Selection = null
const listeners = new Set<() => void>()
const publish = (next: Selection): void => {
  current = next
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Begins to select, with nothing or these rows selected; null ends it. */
export const select = (rows: Selection): void => publish(rows)

export function toggleRow(case_id: string): void {
  const next = new Set(current ?? [])
  if (!next.delete(case_id)) next.add(case_id)
  publish(next)
}

export const useSelection = (): Selection =>
  useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  )
