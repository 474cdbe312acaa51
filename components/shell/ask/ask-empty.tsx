import { cn } from '@/components/ui/cn'

const EXAMPLES = [
  'What needs attention?',
  'What changed most in the last 7 days?',
  'Break down this month by team',
  'Compare last month with the month before by service',
  'What is waiting for approval?',
  'How much did we save?',
]
const ABOUT_A_CASE = ['What happened?', 'Why this category?', 'What is the plan?', 'Who must approve, and why?', 'Break it down by usage type', 'Did it work?']

/** Six questions that always work; those of a case when one is on the screen. */
export function AskEmpty({ has_case, onAsk }: { has_case: boolean; onAsk: (question: string) => void }) {
  return (
    <div className="mx-auto max-w-xl px-1 py-4">
      <p className="text-pretty text-body text-muted">
        {has_case ? 'Ask about this case, or about anything on the bill.' : 'Ask about the bill, open cases, approvals and savings.'} Answers are cards; every
        figure leads to its evidence. A question changes nothing.
      </p>
      <ul className="ruled mt-4 border-y">
        {(has_case ? ABOUT_A_CASE : EXAMPLES).map((text) => (
          <li key={text}>
            <button type="button" onClick={() => onAsk(text)} className={cn('w-full py-2.5 phone:py-3 text-left text-body hover:text-accent')}>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
