'use client'
import { useRouter } from 'next/navigation'
import { Select } from '@/components/ui/field'

export function CaseFilter({ cases, selected }: { cases: { case_id: string; title: string }[]; selected: string | null }) {
  const router = useRouter()
  return (
    <Select
      aria-label="Entries of"
      value={selected ?? ''}
      onChange={(e) => router.push(e.target.value ? `/audit?case=${e.target.value}` : '/audit')}
      className="max-w-72"
    >
      <option value="">All entries</option>
      {cases.map((c) => (
        <option key={c.case_id} value={c.case_id}>
          {c.title}
        </option>
      ))}
    </Select>
  )
}
