'use client'
import { type OpenEvidence, showEvidence } from '@/components/cards/evidence-store'
import { cn } from '@/components/ui/cn'

/** Splits "$184.90 / day" so that the period can be set smaller than the amount. */
function split(text: string): [string, string | null] {
  const at = text.indexOf(' / ')
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)]
}

/** `is_bare` leaves the period to the column or subtitle that already names it. */
export function FactButton({ className, is_bare = false, ...evidence }: OpenEvidence & { className?: string | undefined; is_bare?: boolean }) {
  const [amount, period] = split(evidence.fact.text)
  return (
    <button
      type="button"
      aria-label={`${evidence.fact.label}: ${evidence.fact.text}. Why this figure`}
      onClick={() => showEvidence(evidence)}
      className={cn('quiet-link min-h-6 whitespace-nowrap text-left', className)}
    >
      {amount}
      {period && !is_bare ? <span className="font-normal text-[max(0.52em,0.75rem)] text-muted tracking-normal"> {period}</span> : null}
    </button>
  )
}
