import { keepFocus } from '../../parts/keep-focus'
import type { Action } from './actions'
import type { PrimaryAction } from './primary-action'
import { KEY_CAPS, PRIMARY_KEY } from './shortcuts'

/** A place of the action bar. What cannot be done now keeps its place and says why. */
export function ActionButton({ action, onPress }: { action: Action; onPress: (action: Action) => void }) {
  return (
    <button
      type="button"
      className="ct-act"
      data-act={action.id}
      data-early={action.isEarly ? '' : undefined}
      aria-disabled={action.press === null}
      // The mouse leaves the focus where it was: Enter goes on being the primary key.
      onPointerDown={keepFocus}
      onClick={() => onPress(action)}
    >
      <b>{action.title}</b>
      <span>
        <kbd>{KEY_CAPS[action.id]}</kbd>
        {action.say}
      </span>
      {action.left === null ? null : <i style={{ inlineSize: `${Math.max(0, action.left) * 100}%` }} />}
    </button>
  )
}

/** The one primary button: bottom right, on Enter. Its second line says what will happen. */
export function PrimaryButton(props: { primary: PrimaryAction; isBusy: boolean; onPress: () => void }) {
  const { primary, isBusy, onPress } = props
  return (
    <button
      type="button"
      className="ct-go"
      data-act="primary"
      data-does={primary.is}
      aria-disabled={primary.act === null}
      aria-busy={isBusy}
      onPointerDown={keepFocus}
      onClick={onPress}
    >
      <span>
        <b>{primary.title}</b>
        <span>{primary.say}</span>
      </span>
      <kbd>{PRIMARY_KEY}</kbd>
    </button>
  )
}
