import { Skeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return <Skeleton className="panel -mb-6 h-[calc(100dvh-9.25rem)] md:h-[calc(100dvh-6.25rem)]" />
}
