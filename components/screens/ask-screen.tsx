'use client'
import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

const AskPanel = dynamic(() => import('@/components/shell/ask-panel').then((m) => m.AskPanel), { ssr: false, loading: () => <Skeleton className="h-full" /> })

/** The conversation with the whole page to itself: it fills what the header and, on phones, the bottom bar leave. */
export const AskScreen = ({ thread_id }: { thread_id: string | null }) => (
  <div className="h-[calc(100dvh-11.5rem)] min-h-80 md:h-[calc(100dvh-8.75rem)]">
    <h1 className="sr-only">Ask</h1>
    <AskPanel subject={null} thread_id={thread_id} is_page />
  </div>
)
