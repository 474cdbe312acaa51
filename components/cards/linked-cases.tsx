import { Link } from '@/components/ui/link'

const CASE = /(case_[0-9a-f]{10})/

/** A sentence in which each case that it names can be opened. */
export const LinkedCases = ({ text }: { text: string }) =>
  text.split(CASE).map((part, n) =>
    n % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
      <Link key={n} href={`/cases/${part}`} className="text-ink underline underline-offset-2">
        {part}
      </Link>
    ) : (
      part
    ),
  )
