/** The page as the hand scanner needs it, so that the rules can be tested without one. */
export type WedgePage = {
  /** Whether this key would type into something. */
  inField: (event: Event) => boolean
  /** Gives a held key back to the page, as if it had been pressed now. */
  replay: (event: Event) => void
}

const NOT_TEXT = new Set('button checkbox color file hidden image radio range reset submit'.split(' '))
const ACTIVATED_BY_SPACE =
  'button, summary, input[type=checkbox], input[type=radio], input[type=button], input[type=submit], [role=button], ' +
  '[role=checkbox], [role=radio], [role=switch], [role=tab], [role=option]'

/** The real page. */
export const documentPage: WedgePage = {
  inField: (event) => {
    const target = targetOf(event)
    if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type)
    return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable)
  },
  replay: (event) => {
    const target = targetOf(event)
    if (!(event instanceof KeyboardEvent) || !(target instanceof HTMLElement) || !target.isConnected) return
    const copy = (type: string): KeyboardEvent =>
      new KeyboardEvent(type, {
        key: event.key,
        code: event.code,
        location: event.location,
        shiftKey: event.shiftKey,
        ctrlKey: event.ctrlKey,
        altKey: event.altKey,
        metaKey: event.metaKey,
        repeat: event.repeat,
        bubbles: true,
        cancelable: true,
        composed: true,
      })
    // The page's own listeners come first, as with a real key; what the browser does by default, no made-up key can
    // cause: typing a character and pressing a button are done here.
    const wanted = target.dispatchEvent(copy('keydown'))
    if (wanted && documentPage.inField(event)) {
      // The one way to type that keeps the caret, the undo list, maxlength and the input events. Deprecated, but
      // without successor, and both of our Electrons have it.
      if (document.activeElement === target && Array.from(event.key).length === 1)
        document.execCommand('insertText', false, event.key)
    } else if (wanted && event.key === ' ') target.closest<HTMLElement>(ACTIVATED_BY_SPACE)?.click()
    target.dispatchEvent(copy('keyup'))
  },
}

const targetOf = (event: Event): EventTarget | null => event.composedPath()[0] ?? event.target
