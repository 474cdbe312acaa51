import { cn } from '@/components/ui/cn'

export type MarkKind = 'critical' | 'high' | 'medium' | 'low' | 'verified' | 'unknown' | 'refused' | 'current' | 'waiting' | 'accent' | 'clear' | 'skipped'

const COLOUR: Record<MarkKind, string> = {
  critical: 'text-critical',
  high: 'text-high',
  medium: 'text-medium',
  low: 'text-low',
  verified: 'text-verified',
  unknown: 'text-muted',
  refused: 'text-critical',
  current: 'text-accent',
  waiting: 'text-faint',
  accent: 'text-accent',
  clear: 'text-faint',
  skipped: 'text-faint',
}

/** One state, one shape: a diamond, a triangle, a square, a circle, a check, a hatched box. Always beside a word. */
export function Mark({ kind, className }: { kind: MarkKind; className?: string }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className={cn('size-3 shrink-0', COLOUR[kind], className)} fill="currentColor" data-mark={kind}>
      {SHAPES[kind]}
    </svg>
  )
}

const check = <path d="M2.2 6.4 4.9 9l5-6" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
const SHAPES: Record<MarkKind, React.ReactNode> = {
  critical: <path d="M6 .4 11.6 6 6 11.6.4 6z" />,
  high: <path d="M6 1 11.6 11H.4z" />,
  medium: <rect x="1.5" y="1.5" width="9" height="9" rx="1" />,
  low: <circle cx="6" cy="6" r="4.4" />,
  verified: check,
  accent: check,
  unknown: (
    <g fill="none" stroke="currentColor">
      <rect x="1.5" y="1.5" width="9" height="9" rx="1" />
      <path d="M2 7 7 2M2 10.4 10.4 2M5 10.4 10.4 5" strokeWidth=".9" />
    </g>
  ),
  refused: <path d="M2.6 2.6 9.4 9.4M9.4 2.6 2.6 9.4" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />,
  current: (
    <g>
      <circle cx="6" cy="6" r="2.4" />
      <circle cx="6" cy="6" r="4.9" fill="none" stroke="currentColor" />
    </g>
  ),
  clear: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.2" />,
  skipped: <path d="M2.5 6h7" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />,
  waiting: <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeDasharray="2 1.4" />,
}
