import { Skeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return <Skeleton className="panel h-[calc(100dvh-11.5rem)] md:h-[calc(100dvh-8.75rem)]" />
}
