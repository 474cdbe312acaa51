'use client'
import { useEffect, useRef, useState } from 'react'
import { UI_SENT } from '@/components/cards/ui-sent'
import { isIntent } from '@/components/shell/is-intent'
import { LIVE_CHANNEL, liveNotice } from '@/components/shell/live-notice'
import type { UiIntent } from '@/schemas/intent'

/** Changes come in bursts; one request per case and burst. Milliseconds. */
const GATHER_MS = 250

const caseOf = (intent_id: string): string | null => /^(case_[0-9a-z_-]+)\./.exec(intent_id)?.[1] ?? null

/** Cards of cases as they are now: when a case changes, those on the screen are asked for again and replace the ones of the transcript. */
export function useLiveIntents(shown: ReadonlyMap<string, UiIntent>): ReadonlyMap<string, UiIntent> {
  const [fresh, setFresh] = useState<ReadonlyMap<string, UiIntent>>(new Map())
  const cases = useRef(new Set<string>())
  cases.current = new Set([...shown.keys()].flatMap((id) => caseOf(id) ?? []))
  useEffect(() => {
    const waiting = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = async () => {
      const ids = [...waiting].filter((id) => cases.current.has(id))
      waiting.clear()
      const found = await Promise.all(ids.map(currentIntents))
      if (found.some((list) => list.length > 0)) setFresh((old) => new Map([...old, ...found.flat().map((i): [string, UiIntent] => [i.intent_id, i])]))
    }
    const ask = (ids: Iterable<string>) => {
      for (const id of ids) waiting.add(id)
      clearTimeout(timer)
      timer = setTimeout(() => void refresh(), GATHER_MS)
    }
    const channel = new BroadcastChannel(LIVE_CHANNEL)
    channel.onmessage = ({ data }) => {
      const notice = liveNotice(data)
      if (notice === null) ask(cases.current)
      else if (notice.topic === 'case') ask([notice.id])
      else if (notice.topic === 'tenant') ask(cases.current)
    }
    // A transcript that was just opened may hold cards of last week.
    ask(cases.current)
    return () => {
      clearTimeout(timer)
      channel.close()
    }
  }, [])
  return fresh
}

async function currentIntents(case_id: string): Promise<UiIntent[]> {
  const response = await fetch(`/api/intents/${case_id}`, { headers: { 'UI-Schema': UI_SENT } }).catch(() => null)
  if (response === null || !response.ok) return []
  const body: unknown = await response.json().catch(() => null)
  return Object.values((body ?? {}) as Record<string, unknown>).filter(isIntent)
}
