import { PAGES } from '@/components/shell/pages'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'

const KEYS: readonly (readonly [what: string, keys: readonly string[]])[] = [
  ['Next and previous case', ['j', 'k']],
  ['Open the case', ['Enter']],
  ['Select the case', ['x']],
  ['Snooze the case on this page', ['s']],
  ['Ask beside this page', ['/']],
  ['Find a page, a case or a command', ['Ctrl', 'k']],
  ...PAGES.map((p) => [p.label, ['g', p.key]] as const),
  ['This list', ['?']],
]

/** What each key does. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title="Keys">
        <dl className="grid grid-cols-[1fr_auto] items-center gap-y-2 text-table">
          {KEYS.map(([what, keys]) => (
            <div key={what} className="contents">
              <dt className="font-normal">{what}</dt>
              <dd className="flex justify-end gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  )
}
