import { Skeleton } from '@/components/ui/skeleton'

// Each keeps the place of what will be there, so that nothing moves when it arrives.

const Wait = ({ children }: { children: React.ReactNode }) => (
  <div role="status" aria-label="Loading">
    {children}
  </div>
)

export const ListLoading = ({ rows = 7, has_counters = true }: { rows?: number; has_counters?: boolean }) => (
  <Wait>
    <Skeleton className="mb-1 h-6 w-40" />
    <Skeleton className="mb-4 h-4 w-[30rem] max-w-full" />
    {has_counters ? <Skeleton className="mb-4 h-[5.9rem] rounded-none" /> : null}
    <Skeleton className="mb-3 h-8 w-80 max-w-full" />
    <div className="panel ruled">
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders
        <div key={i} className="flex h-14 items-center gap-5 px-4">
          <Skeleton className="size-3" />
          <div className="flex-1 space-y-1.5">
            <Skeleton className="h-3.5 w-2/3" />
            <Skeleton className="h-3 w-1/3" />
          </div>
          <Skeleton className="h-4 w-24" />
          <Skeleton className="hidden h-8 w-32 md:block" />
        </div>
      ))}
    </div>
  </Wait>
)

export const CaseLoading = () => (
  <Wait>
    <Skeleton className="mb-2 h-4 w-56" />
    <Skeleton className="mb-1.5 h-7 w-[28rem] max-w-full" />
    <Skeleton className="mb-4 h-4 w-72 max-w-full" />
    <div className="grid gap-3 @4xl/page:grid-cols-[minmax(0,1fr)_17.5rem] @min-[60rem]/page:grid-cols-[minmax(0,1fr)_19rem]">
      <Skeleton className="panel h-[30rem]" />
      <Skeleton className="panel h-[26rem]" />
    </div>
  </Wait>
)

export const ApproveLoading = () => (
  <Wait>
    <div className="mx-auto max-w-[44rem] space-y-3">
      <Skeleton className="h-4 w-48" />
      <Skeleton className="panel h-[24rem]" />
      <Skeleton className="panel h-[30rem]" />
    </div>
  </Wait>
)

export const BoardLoading = () => (
  <Wait>
    <Skeleton className="mb-5 h-7 w-40" />
    <Skeleton className="mb-4 h-[5.9rem] rounded-none" />
    <Skeleton className="mb-5 h-24" />
    <Skeleton className="panel h-[34rem]" />
  </Wait>
)
