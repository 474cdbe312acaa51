'use client'
import { type ComponentType, useEffect, useState } from 'react'
import { AskFirst } from '@/components/shell/ask/ask-first'
import type { AskPanelProps } from '@/components/shell/ask/ask-panel'
import type { ThreadPage } from '@/components/shell/ask/thread-page'
import { Skeleton } from '@/components/ui/skeleton'

type Props = { thread_id: string | null; first?: ThreadPage | null }

/** The conversation with the whole page to itself: it fills what the header and, on phones, the bottom bar leave. What was said is read before its code is loaded. */
export function AskScreen({ thread_id, first = null }: Props) {
  const [Panel, setPanel] = useState<ComponentType<AskPanelProps> | null>(null)
  useEffect(() => void import('@/components/shell/ask/ask-panel').then((m) => setPanel(() => m.AskPanel)), [])
  return (
    <div className="-mb-6 h-[calc(100dvh-9.25rem)] min-h-80 md:h-[calc(100dvh-6.25rem)]">
      <h1 className="sr-only">Ask</h1>
      {Panel ? <Panel subject={null} thread_id={thread_id} first={first} is_page /> : first ? <AskFirst page={first} /> : <Skeleton className="h-full" />}
    </div>
  )
}
