import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { Mark, type MarkKind } from '@/components/ui/mark'

const WORD: Partial<Record<MarkKind, string>> = {
  critical: 'text-critical',
  high: 'text-high',
  medium: 'text-medium',
  low: 'text-low',
  verified: 'text-verified',
  refused: 'text-critical',
  current: 'text-accent',
}

/** A mark with its word. The word is the meaning; shape and colour only help to find it. */
export function Badge({ kind, children, className }: { kind: MarkKind; children: ReactNode; className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap text-small font-strong', WORD[kind] ?? 'text-muted', className)}>
      <Mark kind={kind} />
      {children}
    </span>
  )
}

/** A plain label in a hairline: rule sets, levels, templates. */
export function Tag({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span className={cn('inline-flex h-5 items-center whitespace-nowrap rounded-sm px-1.5 text-small text-muted ring-1 ring-inset ring-line', className)}>
      {children}
    </span>
  )
}
