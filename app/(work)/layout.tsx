import type { ReactNode } from 'react'
import { findActor } from '@/app/session'
import { shellView } from '@/app/views/shell'
import { Frame } from '@/components/shell/frame'

export const dynamic = 'force-dynamic'

/** The frame of every signed-in page. Without a session the page itself leads to the sign-in. */
export default async function Layout({ children }: { children: ReactNode }) {
  const actor = await findActor()
  return actor === null ? children : <Frame shell={await shellView(actor)}>{children}</Frame>
}
