'use client'
import dynamic from 'next/dynamic'
import type { CardProps } from '@/components/cards/card'
import { Skeleton } from '@/components/ui/skeleton'

/** Loaded where a card holds one, so that pages without an editor never pay for it; the height is that of the closed editor. */
const PlanEditor = dynamic(() => import('@/components/cards/plan-editor').then((m) => m.PlanEditor), { loading: () => <Skeleton className="h-[4.25rem]" /> })

export function PlanEditorCard({ part, intent }: CardProps<'plan.editor'>) {
  const { kind: _kind, ...view } = part
  return <PlanEditor view={{ ...view, now: intent.server_now }} />
}
