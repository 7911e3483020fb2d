import { useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, DoorOpen, LogIn, LogOut, MapPin, RefreshCw, type LucideIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Boot, GateDirection, Role } from '../../../core/contract/app'
import { call, type FailureCode } from '../../api/call'
import { FAILURE_TEXT } from '../../api/failure-text'
import { useWords, type MessageId } from '../../i18n/words'
import { Start, StartFrame } from './start-frame'

type Props = Extract<Boot, { phase: 'choose_role' }>

interface Choice<T extends string> {
  readonly value: T
  readonly icon: LucideIcon
  readonly name: MessageId
  readonly say: MessageId
}

/** What an installation can be; with only one there is nothing to ask. */
const ROLES: readonly Choice<Role>[] = [
  { value: 'gate', icon: DoorOpen, name: 'start.role.gate', say: 'start.role.gate.say' },
]
const DIRECTIONS: readonly Choice<GateDirection>[] = [
  { value: 'entry', icon: LogIn, name: 'start.direction.entry', say: 'start.direction.entry.say' },
  { value: 'exit', icon: LogOut, name: 'start.direction.exit', say: 'start.direction.exit.say' },
  { value: 'either', icon: RefreshCw, name: 'start.direction.either', say: 'start.direction.either.say' },
]
const ONLY_ROLE = ROLES.length === 1 ? (ROLES[0]?.value ?? null) : null

/** First start: one question a screen, which place this is and which way people go; the last answer opens it. */
export function ChooseRole(props: Props) {
  return (
    <Start phase="choose_role" locale={props.locale} fair={props.fair}>
      <Questions {...props} />
    </Start>
  )
}

function Questions({ fair, gates }: Props) {
  const { t, text } = useWords()
  const client = useQueryClient()
  const [role, setRole] = useState<Role | null>(ONLY_ROLE)
  const [gate, setGate] = useState<string | null>(null)
  const [failure, setFailure] = useState<FailureCode | null>(null)
  const [isBusy, setBusy] = useState(false)
  const first = ONLY_ROLE === null ? 1 : 0
  const step = (number: number) => t('start.step', { step: number + first, of: 2 + first })

  const open = async (direction: GateDirection) => {
    if (role === null || gate === null || isBusy) return
    setBusy(true)
    const answer = await call('app.chooseRole', { role, gate, direction })
    setBusy(false)
    if (!answer.ok) return setFailure(answer.code)
    await client.invalidateQueries({ queryKey: ['app'] })
  }
  const back = (onBack: () => void) => (
    <button type="button" className="btn btn-quiet" onClick={onBack}>
      <ArrowLeft className="icon" aria-hidden="true" />
      {t('action.back')}
    </button>
  )

  if (role === null) {
    return (
      <StartFrame
        fair={fair}
        step={t('start.step', { step: 1, of: 3 })}
        title={t('start.role')}
        lead={t('start.gate.say')}
      >
        <Choices key="role" choices={ROLES} onChoose={setRole} />
      </StartFrame>
    )
  }
  if (gate === null) {
    return (
      <StartFrame
        fair={fair}
        step={step(1)}
        title={t('start.gate')}
        lead={t('start.gate.say')}
        back={ONLY_ROLE === null ? back(() => setRole(null)) : null}
      >
        <Gates gates={gates} onChoose={setGate} />
      </StartFrame>
    )
  }
  const chosen = gates.find(({ code }) => code === gate)
  return (
    <StartFrame
      fair={fair}
      step={step(2)}
      title={t('start.direction')}
      lead={isBusy ? t('start.opening') : chosen === undefined ? gate : text(chosen.name)}
      back={back(() => {
        setGate(null)
        setFailure(null)
      })}
    >
      <Choices key="direction" choices={DIRECTIONS} onChoose={(direction) => void open(direction)} />
      <p className="start-trouble" role="alert">
        {failure === null ? null : t(FAILURE_TEXT[failure])}
      </p>
    </StartFrame>
  )
}

function Gates({ gates, onChoose }: { gates: Props['gates']; onChoose: (code: string) => void }) {
  const { text } = useWords()
  return (
    <ul className="start-choices" data-many={gates.length > 4 ? '' : undefined} ref={useFirstFocus()}>
      {gates.map(({ code, name }) => (
        <li key={code}>
          <button type="button" className="choice" data-gate={code} onClick={() => onChoose(code)}>
            <MapPin className="icon" aria-hidden="true" />
            <b>{text(name)}</b>
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
