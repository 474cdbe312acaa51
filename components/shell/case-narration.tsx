'use client'
import { useEffect, useState } from 'react'

type Told = { text: string; by: string }

/** The case in other words, when a model is configured. The page's own sentences stand without it; what comes was verified against the facts. */
export function CaseNarration({ case_id }: { case_id: string }) {
  const [told, setTold] = useState<Told | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    fetch(`/api/v1/cases/${case_id}/narration`, { signal: stop.signal })
      .then(async (response) => (response.ok ? ((await response.json()) as Told) : null))
      .then(setTold)
      .catch(() => undefined) // Nothing is lost: the summary above says the same.
    return () => stop.abort()
  }, [case_id])
  // The height is kept, so that nothing below moves when the paragraph arrives.
  return (
    <div aria-live="polite" className="mt-3 min-h-16 max-w-[46rem]">
      {told ? (
        <>
          <p className="text-pretty text-table">{told.text}</p>
          <SaidBy by={told.by} />
        </>
      ) : null}
    </div>
  )
}

/** Who worded a text. Whoever it was, every figure in it is a fact of the case. */
export const SaidBy = ({ by }: { by: string }) => (
  <p className="text-muted text-small">{by === 'template' ? 'Plain summary' : `Worded by ${by}, every figure checked against the evidence`}</p>
)
