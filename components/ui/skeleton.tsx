import { cn } from '@/components/ui/cn'

/** A place kept in the final geometry. */
export const Skeleton = ({ className }: { className?: string }) => <div aria-hidden="true" className={cn('animate-pulse rounded-sm bg-line/65', className)} />
