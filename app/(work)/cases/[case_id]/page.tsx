import type { Metadata } from 'next'
import { cache } from 'react'
import { asShown } from '@/app/as-shown'
import { pageActor } from '@/app/session'
import { shown } from '@/app/shown'
import { caseView } from '@/app/views/case/case'
import { CaseScreen } from '@/components/screens/case/case-screen'

type Props = { params: Promise<{ case_id: string }> }

/** Read once for the tab and the page. */
const viewOf = cache(async (case_id: string) => caseView(await pageActor(`/cases/${case_id}`), case_id))

/** Several cases stand open in several tabs: each is named by what it is about. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { case_id } = await params
  const view = await viewOf(case_id).catch(() => null)
  return { title: view === null ? 'Case' : await asShown(await pageActor(`/cases/${case_id}`), view.where) }
}

export default async function Page({ params }: Props) {
  const { case_id } = await params
  const actor = await pageActor(`/cases/${case_id}`)
  return shown(
    actor,
    () => viewOf(case_id),
    (view) => <CaseScreen view={view} />,
  )
}
