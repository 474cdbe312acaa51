'use client'
import { useEffect, useState } from 'react'
import { asSentence } from '@/components/cards/as-sentence'
import { isError } from '@/components/cards/send-command'
import type { PlanEditPreview } from '@/schemas/plan-edit-view'

export type Scoring =
  | { state: 'idle' }
  | { state: 'asking'; last: PlanEditPreview | null }
  | { state: 'scored'; preview: PlanEditPreview }
  | { state: 'refused'; message: string; param: unknown }

// A pause in typing after which the server is asked.
const PAUSE_MS = 250

/** Asks the server what an edit would make of the plan, a moment after the last change. An answer to an older question is dropped. */
export function usePlanPreview(case_id: string, action_id: string, params: string | null): Scoring {
  const [scoring, setScoring] = useState<Scoring>({ state: 'idle' })
  useEffect(() => {
    if (params === null) {
      setScoring({ state: 'idle' })
      return
    }
    setScoring((was) => ({ state: 'asking', last: was.state === 'scored' ? was.preview : was.state === 'asking' ? was.last : null }))
    const stop = new AbortController()
    const timer = setTimeout(() => void ask(case_id, `{"action_id":${JSON.stringify(action_id)},"params":${params}}`, stop.signal).then(setScoring), PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [case_id, action_id, params])
  return scoring
}

async function ask(case_id: string, body: string, signal: AbortSignal): Promise<Scoring> {
  try {
    const response = await fetch(`/api/v1/cases/${case_id}/plan-preview`, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal })
    const answer: unknown = await response.json()
    if (response.ok) return { state: 'scored', preview: answer as PlanEditPreview } // safe: our own door, which parses what it sends
    if (isError(answer)) return { state: 'refused', message: asSentence(answer.error.message), param: answer.error.detail['param'] }
    return { state: 'refused', message: `The server answered ${response.status} without a reason.`, param: null }
  } catch {
    // An aborted question has a newer one behind it.
    return signal.aborted
      ? { state: 'asking', last: null }
      : { state: 'refused', message: 'The server did not answer: change the value again to retry.', param: null }
  }
}
