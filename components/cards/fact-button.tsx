'use client'
import { type OpenEvidence, showEvidence } from '@/components/cards/evidence-store'
import { cn } from '@/components/ui/cn'

/** Splits "$184.90 / day" so that the period can be set smaller than the amount. */
function split(text: string): [string, string | null] {
  const at = text.indexOf(' / ')
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)]
}

export function FactButton({ className, ...evidence }: OpenEvidence & { className?: string | undefined }) {
  const [amount, period] = split(evidence.fact.text)
  return (
    <button
      type="button"
      aria-label={`${evidence.fact.label}: ${evidence.fact.text}. Why this figure`}
      onClick={() => showEvidence(evidence)}
      className={cn('quiet-link text-left', className)}
    >
      {amount}
      {period ? <span className="whitespace-nowrap font-normal text-[0.6em] text-muted tracking-normal first:ml-0"> {period}</span> : null}
    </button>
  )
}
