// First: what the parts draw stands on it.
import './gate-panel.css'
import { LockOpen, Search } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import type { GateView } from '../../../../core/contract/gate'
import type { GatePanel as Panel, GatePanelAct, PanelPerson, PanelScan } from '../../../../core/contract/gate-panel'
import { Reason } from '../../../../core/events/checkin'
import { assertNever } from '../../../../core/result/result'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords, type Words } from '../../../i18n/words'
import { useHeading } from '../../../parts/use-heading'
import { Waiting } from '../../../parts/waiting'
import type { Scan, ScannerState } from '../../../scanner/scanner'
import { DevicesSheet, type DeviceReads } from './devices-sheet'
import { PersonSheet } from './person-sheet'
import { ReadPart } from './read-part'
import { ReasonSheet } from './reason-sheet'
import { refusalWord } from './refusal-words'
import { ScansPart } from './scans-part'
import { lineOf, SearchPart } from './search-part'
import { SwitchPart } from './switch-part'
import { useGatePanel, useSeconds, type ActFailure, type GatePanelModel } from './use-gate-panel'

interface Props {
  readonly gate: GateView
  readonly camera: ScannerState
  /** Scans go to the panel while it is open: nobody is let in behind the back of who stands before it. */
  readonly takeScans: (take: ((scan: Scan) => void) | null) => void
  readonly onClosed: () => void
}

/** For staff, after a PIN and for a short time: the gate's figures, its last scans, its list, and everybody by name. */
export function GatePanel(props: Props) {
  const model = useGatePanel(props.onClosed)
  if (model.panel === undefined) return <Waiting error={model.error} onRetry={() => void model.refetch()} />
  return <Opened {...props} model={model} panel={model.panel} />
}

type AdmitAct = Extract<GatePanelAct, { do: 'admit' }>
type Asked =
  | { readonly is: 'undo'; readonly scan: PanelScan; readonly requestId: string }
  | {
      readonly is: 'admit'
      readonly name: string | null
      readonly line: string
      readonly act: Pick<AdmitAct, 'scanId' | 'visitor' | 'direction' | 'knows' | 'refusedScan'>
    }
  | { readonly is: 'person'; readonly person: PanelPerson }
  | { readonly is: 'devices' }

function Opened({ gate, camera, takeScans, onClosed, model, panel }: Props & { model: GatePanelModel; panel: Panel }) {
  const words = useWords()
  const { t, text } = words
  const now = useSeconds()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isSearching, setSearching] = useState(false)
  const [scanned, setScanned] = useState<{ text: string; n: number } | null>(null)
  const [reads, setReads] = useState<DeviceReads>({ camera: null, wedge: null })
  const [turn, setTurn] = useState(0)
  const take = useEffectEvent((scan: Scan) => {
    setReads({ ...reads, [scan.via]: Date.now() })
    if (asked !== null || scan.tooLong === true) return
    setSearching(true)
    setScanned({ text: scan.text, n: (scanned?.n ?? 0) + 1 })
  })
  useEffect(() => {
    takeScans((scan) => take(scan))
    return () => takeScans(null)
  }, [takeScans])

  const leave = () => void model.act({ do: 'leave' }).then((failure) => failure !== null && onClosed())
  const close = () => {
    setAsked(null)
    setTrouble(null)
  }
  const admit = (person: PanelPerson, direction: AdmitAct['direction']) => {
    setTrouble(null)
    setAsked({
      is: 'admit',
      name: person.name,
      line: lineOf(person, words),
      act: {
        scanId: crypto.randomUUID(),
        visitor: person.visitor,
        direction,
        knows: direction === 'exit' ? null : person.refusal,
        refusedScan: null,
      },
    })
  }
  const run = async (act: GatePanelAct) => {
    const failure = await model.act(act)
    if (failure === null) {
      close()
      setTurn(turn + 1)
      return
    }
    setTrouble(troubleText(failure, words))
    const refusal = failure.code === 'rules_differ' ? failure.detail?.['refusal'] : undefined
    if (refusal === undefined || asked?.is !== 'admit') return
    const known = Reason.safeParse(refusal)
    setAsked({ ...asked, act: { ...asked.act, knows: known.success ? known.data : null } })
  }
  const ago = Math.max(0, now - model.toldAt)
  const { staff } = panel
  return (
    <section className="gp" aria-labelledby="gp-title" data-searching={isSearching ? '' : undefined}>
      <header className="gp-guard">
        <LockOpen className="icon" aria-hidden="true" />
        <div>
          <h1 id="gp-title" {...useHeading()}>
            {t('panel.title')}
          </h1>
          <p>{t('gp.by', { gate: text(gate.gate.name), name: staff.name ?? staff.code })}</p>
        </div>
        <Countdown leftMs={panel.leftMs - ago} onOver={onClosed} />
      </header>
      <ReadPart gate={gate} panel={panel} camera={camera} now={now} />
      <div className="gp-touch">
        {isSearching ? (
          <SearchPart
            key={scanned?.n ?? 0}
            scanned={scanned?.text ?? null}
            turn={turn}
            onAdmit={(person) => admit(person, 'entry')}
            onLook={(person) => setAsked({ is: 'person', person })}
            onBack={() => {
              setSearching(false)
              setScanned(null)
            }}
          />
        ) : (
          <>
            <ScansPart
              scans={panel.scans}
              ago={ago}
              asOf={panel.asOf}
              isLoading={panel.link.catchUp !== undefined}
              onUndo={(scan) => setAsked({ is: 'undo', scan, requestId: crypto.randomUUID() })}
              onAllow={(scan) => scan.visitor !== null && setAsked(allowanceOf(scan, scan.visitor, words))}
            />
            <SwitchPart
              panel={panel}
              isBusy={model.isBusy}
              onSwitch={(list, direction) => void run({ do: 'switch', list, direction })}
            />
            <section className="gp-section">
              <header>
                <h2>{t('gp.search')}</h2>
              </header>
              <button type="button" className="gp-field" data-act="search" onClick={() => setSearching(true)}>
                <Search className="icon" aria-hidden="true" />
                {t('gp.search.hint')}
              </button>
            </section>
          </>
        )}
      </div>
      <p className="gp-said" role="status">
        {asked === null ? trouble : null}
      </p>
      <footer className="gp-foot">
        <button type="button" className="gp-big" onClick={() => setAsked({ is: 'devices' })}>
          {t('gp.devices')}
        </button>
        <button type="button" className="gp-big" data-act="move" onClick={() => void run({ do: 'move_kiosk' })}>
          {t('staff.move')}
        </button>
        <button type="button" className="gp-big" data-act="close" onClick={() => void run({ do: 'close_kiosk' })}>
          {t('staff.close')}
        </button>
        <button type="button" className="gp-big gp-primary" data-act="leave" onClick={leave}>
          {t('panel.leave')}
        </button>
      </footer>
      {asked === null ? null : (
        <AskedSheet
          asked={asked}
          panel={panel}
          now={now}
          reads={reads}
          trouble={trouble}
          isBusy={model.isBusy}
          onRun={(act) => void run(act)}
          onAdmit={admit}
          onLeave={close}
        />
      )}
    </section>
  )
}

interface SheetProps {
  readonly asked: Asked
  readonly panel: Panel
  readonly now: number
  readonly reads: DeviceReads
  readonly trouble: string | null
  readonly isBusy: boolean
  readonly onRun: (act: GatePanelAct) => void
  readonly onAdmit: (person: PanelPerson, direction: AdmitAct['direction']) => void
  readonly onLeave: () => void
}

function AskedSheet({ asked, panel, now, reads, trouble, isBusy, onRun, onAdmit, onLeave }: SheetProps) {
  const { t, text } = useWords()
  switch (asked.is) {
    case 'devices':
      return <DevicesSheet reads={reads} onLeave={onLeave} />
    case 'person':
      return (
        <PersonSheet
          person={asked.person}
          asOf={panel.asOf}
          now={now}
          onOut={() => onAdmit(asked.person, 'exit')}
          onAllow={() => onAdmit(asked.person, 'entry')}
          onLeave={onLeave}
        />
      )
    case 'undo': {
      const { scan, requestId } = asked
      return (
        <ReasonSheet
          title={t('gp.sheet.undo')}
          who={scan.visitor?.name ?? t('gp.scan.noName')}
          line={text(scan.list)}
          reasons={panel.reasons.undo}
          mayNote={false}
          action={t('gp.scan.undo')}
          trouble={trouble}
          isBusy={isBusy}
          onDone={(reason) => onRun({ do: 'undo', requestId, scan: scan.scanId, reason })}
          onLeave={onLeave}
        />
      )
    }
    case 'admit': {
      const { name, line, act } = asked
      const isOut = act.direction === 'exit'
      return (
        <ReasonSheet
          title={
            isOut
              ? t('gp.sheet.out')
              : act.knows === null
                ? t('gp.sheet.admit')
                : t('gp.sheet.allow', { refusal: t(refusalWord(act.knows)) })
          }
          who={name ?? t('gp.scan.noName')}
          line={line}
          reasons={panel.reasons.admit}
          mayNote
          action={t(isOut ? 'gp.person.out' : act.knows === null ? 'gp.person.admit' : 'gp.scan.allow')}
          trouble={trouble}
          isBusy={isBusy}
          onDone={(reason, note) => onRun({ do: 'admit', ...act, reason, note })}
          onLeave={onLeave}
        />
      )
    }
    default:
      return assertNever(asked)
  }
}

function allowanceOf(scan: PanelScan, visitor: NonNullable<PanelScan['visitor']>, { text }: Words): Asked {
  return {
    is: 'admit',
    name: visitor.name,
    line: `${text(visitor.category)}, ${text(scan.list)}`,
    act: {
      scanId: crypto.randomUUID(),
      visitor: visitor.id,
      direction: 'entry',
      knows: scan.reason,
      refusedScan: scan.scanId,
    },
  }
}

function troubleText({ code, detail }: ActFailure, { t }: Words): string {
  if (code !== 'rules_differ') return t(FAILURE_TEXT[code])
  const refusal = Reason.safeParse(detail?.['refusal'])
  return refusal.success
    ? t('gp.sheet.differs', { refusal: t(refusalWord(refusal.data)) })
    : t('gp.sheet.differs.nothing')
}

/** Main closes the panel by itself; until then the rest of the time is shown. */
function Countdown({ leftMs, onOver }: { leftMs: number; onOver: () => void }) {
  const { t } = useWords()
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000))
  const over = useEffectEvent(onOver)
  useEffect(() => {
    if (seconds === 0) over()
  }, [seconds])
  return (
    <p className="gp-left" role="timer">
      <b className="n">{`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`}</b>
      {t('panel.closes')}
    </p>
  )
}
