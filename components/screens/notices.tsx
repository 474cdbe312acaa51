import { Notice } from '@/components/ui/notice'
import type { PageNotice } from '@/schemas/page'

export const Notices = ({ notices }: { notices: PageNotice[] }) =>
  notices.length === 0 ? null : (
    <div className="mb-4 space-y-2">
      {notices.map((n) => (
        <Notice key={n.title} notice={n} />
      ))}
    </div>
  )
