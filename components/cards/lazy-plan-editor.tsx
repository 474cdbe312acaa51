'use client'
import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'
import type { PlanEditorView } from '@/schemas/plan-edit-view'

/** Loaded where a card holds one, so that pages without an editor never pay for it; the height is that of the closed editor. */
const PlanEditor = dynamic(() => import('@/components/cards/plan-editor').then((m) => m.PlanEditor), { loading: () => <Skeleton className="h-[4.25rem]" /> })

export const LazyPlanEditor = ({ view }: { view: PlanEditorView }) => <PlanEditor view={view} />
