import { cn } from '@/components/ui/cn'
import { Mark, type MarkKind } from '@/components/ui/mark'
import type { ComponentOf } from '@/schemas/intent'

type Risk = ComponentOf<'json_diff'>['lines'][number]['risk']

const RISK: Record<Risk, { mark: MarkKind; word: string }> = {
  looser: { mark: 'high', word: 'protects less' },
  stricter: { mark: 'verified', word: 'protects more' },
  neutral: { mark: 'clear', word: 'neither' },
  unknown: { mark: 'unknown', word: 'not known' },
}

/** What a changed line does to what protects people, by shape and word. */
export const DiffRisk = ({ risk, className }: { risk: Risk; className?: string }) => (
  <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap text-small', className)}>
    <Mark kind={RISK[risk].mark} />
    {RISK[risk].word}
  </span>
)
