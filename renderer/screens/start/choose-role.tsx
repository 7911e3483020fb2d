import { useQueryClient } from '@tanstack/react-query'
import {
  ArrowLeft,
  Check,
  ClipboardList,
  DoorOpen,
  Hand,
  LogIn,
  LogOut,
  MapPin,
  MonitorUp,
  RefreshCw,
  Store,
  Ticket,
  Volume2,
  VolumeX,
  type LucideIcon,
} from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type {
  Boot,
  FairTitle,
  GateDirection,
  Locale,
  PlaceChoices,
  Role,
  WindowPlace,
} from '../../../core/contract/app'
import { assertNever } from '../../../core/result/result'
import { call } from '../../api/call'
import type { PlainFailure } from '../../api/call'
import { FAILURE_TEXT } from '../../api/failure-text'
import { useWords, type MessageId } from '../../i18n/words'
import { CatchUp } from './catch-up'
import { HubAway } from './hub-away'
import { HubMoved } from './hub-moved'
import { Start, StartFrame } from './start-frame'

interface Choice<T extends string> {
  readonly value: T
  readonly icon: LucideIcon
  readonly name: MessageId
  readonly say: MessageId
}

const ROLES: readonly Choice<Role>[] = [
  { value: 'gate', icon: DoorOpen, name: 'start.role.gate', say: 'start.role.gate.say' },
  { value: 'dispenser', icon: Ticket, name: 'start.role.dispenser', say: 'start.role.dispenser.say' },
  { value: 'counter', icon: Store, name: 'start.role.counter', say: 'start.role.counter.say' },
  { value: 'display', icon: MonitorUp, name: 'start.role.display', say: 'start.role.display.say' },
  { value: 'desk', icon: ClipboardList, name: 'start.role.desk', say: 'start.role.desk.say' },
]
const DIRECTIONS: readonly Choice<GateDirection>[] = [
  { value: 'entry', icon: LogIn, name: 'start.direction.entry', say: 'start.direction.entry.say' },
  { value: 'exit', icon: LogOut, name: 'start.direction.exit', say: 'start.direction.exit.say' },
  { value: 'either', icon: RefreshCw, name: 'start.direction.either', say: 'start.direction.either.say' },
]
const SCANNERS: readonly Choice<'right' | 'left' | 'none'>[] = [
  { value: 'right', icon: Hand, name: 'start.scanner.right', say: 'start.scanner.right.say' },
  { value: 'left', icon: Hand, name: 'start.scanner.left', say: 'start.scanner.left.say' },
  { value: 'none', icon: Ticket, name: 'start.scanner.none', say: 'start.scanner.none.say' },
]
const SOUNDS: readonly Choice<'on' | 'off'>[] = [
  { value: 'on', icon: Volume2, name: 'start.sound.on', say: 'start.sound.on.say' },
  { value: 'off', icon: VolumeX, name: 'start.sound.off', say: 'start.sound.off.say' },
]

interface Props {
  readonly fair: FairTitle
  readonly locale: Locale
  readonly choices: PlaceChoices
  /** How far the first sync is, in events and rows; null: nothing much is missing. */
  readonly catchUp?: Extract<Boot, { phase: 'choose_role' }>['catchUp']
  /** A window that has a place already may go back to it unchanged. */
  readonly onLeave?: (() => void) | undefined
}

/** First start, or a staff machine moved elsewhere: one question a screen; the last answer opens the window's place. */
export function ChooseRole(props: Props) {
  return (
    <Start phase="choose_role" locale={props.locale} fair={props.fair}>
      <Questions {...props} />
    </Start>
  )
}

/** What has been answered so far; each answer leads to the next question. */
type Answered =
  | { readonly role: null }
  | { readonly role: 'gate'; readonly gate: string | null }
  | { readonly role: 'dispenser' | 'counter' | 'desk' }
  | { readonly role: 'display'; readonly zones: readonly string[] | null }

const NOTHING: Answered = { role: null }
const FIRST: Readonly<Record<Role, Answered>> = {
  gate: { role: 'gate', gate: null },
  dispenser: { role: 'dispenser' },
  counter: { role: 'counter' },
  display: { role: 'display', zones: null },
  desk: { role: 'desk' },
}

function Questions({ fair, choices, catchUp = null, onLeave }: Props) {
  const { t, text } = useWords()
  const client = useQueryClient()
  const roles = ROLES.filter(({ value }) => mayBe(value, choices))
  const [only] = roles
  // With one thing to be, and places to choose for it, there is nothing to ask.
  const start = roles.length === 1 && only !== undefined && only.value !== 'desk' ? FIRST[only.value] : NOTHING
  const [answered, setAnswered] = useState<Answered>(start)
  /** Counters or zones ticked on the question shown. */
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [failure, setFailure] = useState<PlainFailure | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [isMovingHub, setMovingHub] = useState(false)
  /** Where the hub was found a moment ago. */
  const [found, setFound] = useState<string | null>(null)

  const answer = (next: Answered) => {
    setFailure(null)
    setChosen([])
    setAnswered(next)
  }
  const open = async (place: WindowPlace) => {
    if (isBusy) return
    setBusy(true)
    const opened = await call('app.chooseRole', { place })
    setBusy(false)
    if (!opened.ok) return setFailure(opened.code)
    await client.invalidateQueries({ queryKey: ['app'] })
    onLeave?.()
  }
  const back = (to: Answered | null) => {
    const leave = to === null ? onLeave : () => answer(to)
    return leave === undefined ? null : (
      <button type="button" className="btn btn-quiet" data-act="back" onClick={leave}>
        <ArrowLeft className="icon" aria-hidden="true" />
        {t('action.back')}
      </button>
    )
  }
  /** `none`: what ticking nothing means, where that is an answer too. */
  const goOn = (none: MessageId | null, then: (codes: string[]) => void) => (
    <button
      type="button"
      className="btn btn-main"
      data-act="done"
      disabled={chosen.length === 0 && none === null}
      onClick={() => then([...chosen])}
    >
      {chosen.length === 0 && none !== null ? t(none) : t('start.chosen', { count: chosen.length })}
    </button>
  )
  const beforeRole = start.role === null ? NOTHING : null
  const ask = (title: MessageId, lead: string, to: Answered | null, children: ReactNode, next?: ReactNode) => (
    <StartFrame
      key={title}
      fair={fair}
      step={stepOf(answered, start.role === null, t)}
      title={t(title)}
      lead={isBusy ? t('start.opening') : lead}
      back={back(to)}
      next={next}
    >
      {children}
      {catchUp === null ? null : <CatchUp {...catchUp} />}
      <HubAway found={found} onMoved={() => setMovingHub(true)} />
      <p className="start-trouble" role="alert">
        {failure === null ? null : t(FAILURE_TEXT[failure])}
      </p>
    </StartFrame>
  )

  if (isMovingHub)
    return (
      <HubMoved
        fair={fair}
        onFound={(address) => {
          setFound(address)
          setMovingHub(false)
        }}
        onBack={() => setMovingHub(false)}
      />
    )
  switch (answered.role) {
    case null:
      return ask(
        'start.role',
        t('start.role.say'),
        null,
        <Choices choices={roles} onChoose={(role) => (role === 'desk' ? void open({ role }) : answer(FIRST[role]))} />,
      )
    case 'gate': {
      const { gate } = answered
      if (gate === null)
        return ask(
          'start.gate',
          t('start.gate.say'),
          beforeRole,
          <Places
            rows={choices.gates.map(({ code, name }) => ({ code, name: text(name), say: '' }))}
            kind="gate"
            onChoose={(chosen) => answer({ role: 'gate', gate: chosen })}
          />,
        )
      const named = choices.gates.find(({ code }) => code === gate)
      return ask(
        'start.direction',
        named === undefined ? gate : text(named.name),
        FIRST.gate,
        <Choices choices={DIRECTIONS} onChoose={(direction) => void open({ role: 'gate', gate, direction })} />,
      )
    }
    case 'desk':
      return null // opened at once: a desk stands nowhere in particular
    case 'dispenser':
      return ask(
        'start.scanner',
        t('start.scanner.say'),
        beforeRole,
        <Choices
          choices={SCANNERS}
          onChoose={(side) => void open({ role: 'dispenser', handScanner: side === 'none' ? null : side })}
        />,
      )
    case 'counter':
      return ask(
        'start.counter',
        t('start.counter.say'),
        beforeRole,
        <Several
          kind="counter"
          chosen={chosen}
          onChosen={setChosen}
          rows={choices.counters.map(({ code, name, zone, services }) => ({
            code,
            name: text(name),
            say: [zone, ...services.map(text)].join(' · '),
          }))}
          max={20}
        />,
        goOn(null, (counters) => void open({ role: 'counter', counters })),
      )
    case 'display': {
      const { zones } = answered
      if (zones === null)
        return ask(
          'start.zones',
          t('start.zones.say'),
          beforeRole,
          <Several
            kind="zone"
            chosen={chosen}
            onChosen={setChosen}
            rows={choices.zones.map((zone) => ({
              code: zone,
              name: zone,
              say: choices.counters
                .filter((counter) => counter.zone === zone)
                .map(({ name }) => text(name))
                .join(', '),
            }))}
            max={50}
          />,
          goOn('start.zones.all', (picked) => answer({ role: 'display', zones: picked })),
        )
      return ask(
        'start.sound',
        zones.length === 0 ? t('start.zones.all') : zones.join(', '),
        FIRST.display,
        <Choices
          choices={SOUNDS}
          onChoose={(sound) => void open({ role: 'display', zones: [...zones], isSpoken: sound === 'on' })}
        />,
      )
    }
    default:
      return assertNever(answered)
  }
}

/** Without services there are gates only, and desks; a hub may have given certain roles. */
const mayBe = (role: Role, { roles, hasServices }: PlaceChoices): boolean =>
  roles.includes(role) && (hasServices || role === 'gate')

function stepOf(answered: Answered, asksRole: boolean, t: ReturnType<typeof useWords>['t']): string {
  const first = asksRole ? 1 : 0
  if (answered.role === null) return t('start.step.first')
  const asks = answered.role === 'gate' || answered.role === 'display' ? 2 : 1
  const isSecond =
    (answered.role === 'gate' && answered.gate !== null) || (answered.role === 'display' && answered.zones !== null)
  return t('start.step', { step: first + (isSecond ? 2 : 1), of: first + asks })
}

interface Row {
  readonly code: string
  readonly name: string
  readonly say: string
}

/** Places to stand at; one of them. */
function Places({ rows, kind, onChoose }: { rows: readonly Row[]; kind: 'gate'; onChoose: (code: string) => void }) {
  return (
    <ul className="start-choices" data-many={rows.length > 4 ? '' : undefined} ref={useFirstFocus()}>
      {rows.map(({ code, name, say }) => (
        <li key={code}>
          <button type="button" className="choice" {...{ [`data-${kind}`]: code }} onClick={() => onChoose(code)}>
            <MapPin className="icon" aria-hidden="true" />
            <b>{name}</b>
            {say === '' ? null : <span>{say}</span>}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Several of them may be ticked. */
function Several({
  rows,
  kind,
  max,
  chosen,
  onChosen,
}: {
  rows: readonly Row[]
  kind: 'counter' | 'zone'
  max: number
  chosen: readonly string[]
  onChosen: (codes: readonly string[]) => void
}) {
  const toggle = (code: string) =>
    onChosen(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code].slice(0, max))
  return (
    <ul className="start-choices start-several" data-many={rows.length > 4 ? '' : undefined} ref={useFirstFocus()}>
      {rows.map(({ code, name, say }) => (
        <li key={code}>
          <button
            type="button"
            className="choice"
            aria-pressed={chosen.includes(code)}
            {...{ [`data-${kind}`]: code }}
            onClick={() => toggle(code)}
          >
            {chosen.includes(code) ? (
              <Check className="icon" aria-hidden="true" />
            ) : (
              <MapPin className="icon" aria-hidden="true" />
            )}
            <b>{name}</b>
            <span>{say}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function Choices<T extends string>({
  choices,
  onChoose,
}: {
  choices: readonly Choice<T>[]
  onChoose: (value: T) => void
}) {
  const { t } = useWords()
  return (
    <ul className="start-choices" ref={useFirstFocus()}>
      {choices.map(({ value, icon: Icon, name, say }) => (
        <li key={value}>
          <button type="button" className="choice" data-choice={value} onClick={() => onChoose(value)}>
            <Icon className="icon" aria-hidden="true" />
            <b>{t(name)}</b>
            <span>{t(say)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** The first choice has the focus, so that the keyboard can go on at once. */
function useFirstFocus() {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => list.current?.querySelector('button')?.focus(), [])
  return list
}
