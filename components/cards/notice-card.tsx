import type { CardProps } from '@/components/cards/card'
import { Notice } from '@/components/ui/notice'

export const NoticeCard = ({ part }: CardProps<'notice'>) => <Notice notice={part} />
