import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { isGalleryOpen } from '@/app/gallery/is-open'
import { inbox_tools_narrowed } from '@/components/fixtures/inbox-tools'
import { savings_empty_view, savings_view } from '@/components/fixtures/savings'
import { open_board, undone_board } from '@/components/fixtures/verification'
import * as views from '@/components/fixtures/views'
import { ApprovalsScreen } from '@/components/screens/approvals-screen'
import { ApproveScreen } from '@/components/screens/approve-screen'
import { AuditScreen } from '@/components/screens/audit-screen'
import { CaseScreen } from '@/components/screens/case-screen'
import { GalleryConversation } from '@/components/screens/gallery-conversation'
import { GALLERY_KINDS } from '@/components/screens/gallery-screen'
import { GalleryStates } from '@/components/screens/gallery-states'
import { InboxScreen } from '@/components/screens/inbox-screen'
import { CaseLoading } from '@/components/screens/loading'
import { SavingsScreen } from '@/components/screens/savings-screen'
import { SignInScreen } from '@/components/screens/sign-in-screen'
import { SourcesScreen } from '@/components/screens/sources-screen'
import { DeniedScreen } from '@/components/screens/trouble-screen'
import { VerificationScreen } from '@/components/screens/verification-screen'
import { Frame } from '@/components/shell/frame'
import { wordTable } from '@/lib/kernel/word-table'

const { inbox_view, verification_view } = views
const SCREENS: Record<string, () => ReactNode> = wordTable({
  inbox: () => <InboxScreen view={inbox_view} />,
  'inbox-empty': () => <InboxScreen view={{ ...inbox_view, list: null }} />,
  'inbox-stale': () => (
    <InboxScreen
      view={{
        ...inbox_view,
        freshness: [{ source: 'northlight-cur2', state: 'stale', text: 'complete to 14 Nov, 4 days behind', as_of: null }],
        notices: [
          {
            tone: 'stale',
            title: 'The bill is 4 days behind',
            text: 'New cases may be missing and open ones may be smaller or larger than shown.',
            remedy: 'Import the latest export under Sources.',
          },
        ],
      }}
    />
  ),
  'inbox-narrowed': () => <InboxScreen view={{ ...inbox_view, tools: inbox_tools_narrowed }} />,
  'inbox-nothing-found': () => (
    <InboxScreen
      view={{
        ...inbox_view,
        list: null,
        tools: { ...inbox_tools_narrowed, page: { first: 0, last: 0, total: 0, pages: 1 } },
        empty: { title: 'No case matches this search', text: 'The filters above keep none of the cases.', action: { label: 'Clear the filters', href: '/' } },
      }}
    />
  ),
  conversation: () => <GalleryConversation />,
  case: () => <CaseScreen view={views.case_view} />,
  'case-verified': () => <CaseScreen view={views.case_verified_view} />,
  approvals: () => <ApprovalsScreen view={views.approvals_view} />,
  approve: () => <ApproveScreen view={views.approve_view} />,
  'approve-own': () => <ApproveScreen view={views.approve_own_view} />,
  'approve-decided': () => <ApproveScreen view={views.approve_decided_view} />,
  verification: () => <VerificationScreen view={verification_view} />,
  'verification-waiting': () => <VerificationScreen view={views.verification_waiting_view} />,
  'verification-empty': () => <VerificationScreen view={{ ...verification_view, rows: [], selected: null }} />,
  'verification-open': () => (
    <VerificationScreen view={{ ...verification_view, selected: verification_view.selected && { ...verification_view.selected, board: open_board } }} />
  ),
  'verification-undone': () => (
    <VerificationScreen view={{ ...verification_view, selected: verification_view.selected && { ...verification_view.selected, board: undone_board } }} />
  ),
  savings: () => <SavingsScreen view={savings_view} />,
  'savings-empty': () => <SavingsScreen view={savings_empty_view} />,
  sources: () => <SourcesScreen view={views.sources_view} />,
  audit: () => <AuditScreen view={views.audit_view} />,
  loading: () => <CaseLoading />,
  denied: () => <DeniedScreen message="Imports are open to administrators. Noor Haddad can import this file." />,
})

export default async function Page({ params }: { params: Promise<{ screen: string }> }) {
  const { screen } = await params
  if (!isGalleryOpen()) notFound()
  if (screen === 'sign-in') return <SignInScreen tenants={[views.sign_in_view]} next="/" />
  // An address may name several kinds.
  const kinds = screen.split('~')
  const draw = kinds.every((kind) => GALLERY_KINDS.includes(kind)) ? () => <GalleryStates kinds={kinds} /> : SCREENS[screen]
  if (!draw) notFound()
  return (
    <Frame shell={screen.startsWith('approve') ? views.shell_approver : views.shell} is_live={false}>
      {draw()}
    </Frame>
  )
}
