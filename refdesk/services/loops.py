"""Moving referrals on their way to a closed loop, and what else is done with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.history import StageLine, Step
from refdesk.domain.referral import (
    Appointment,
    ContactAttempt,
    Outcome,
    Referral,
)
from refdesk.domain.stages import Stage
from refdesk.domain.user import User
from refdesk.i18n import _
from refdesk.services.loop_keeper import CORRECTED
from refdesk.services.loop_moves import typed_wish
from refdesk.services.loop_past import last_stood, marked_visit
from refdesk.services.loop_reading import LoopReading

S = Stage


class Loops(LoopReading):
    """Reads open loops, and moves them on; each move is one change."""

    def move(
        self, referral_id: int, stage: Stage, values: Mapping[str, str] | None = None
    ) -> Referral:
        """Move a referral on, with what belongs to the move.

        `values` are typed, by field: of the referral, for `scheduled` of the appointment too
        (date, time, provider), for `contacting` of the attempt (result, how, next_try).

        Raises:
            UserError: it cannot go there from where it stands (the sentence names where it can),
                or something that the move needs is missing; nothing was saved.
        """
        referral = self._records.get(Referral, referral_id)
        wish = typed_wish(self._records.typed, stage, values or {}, self.today)
        after, record = wish.moved(referral), wish.record(referral_id)
        label = _("Move referral to {stage}").format(stage=_(stage.label).lower())
        with self._desk.db.change(label, by=self._desk.user.id) as work:
            if record is not None:
                self._records.check(work, record, None)
            self._records.check(work, after, referral)
            work.save(after)
            if record is not None:
                work.add(record)
        return self._records.get(Referral, referral_id)

    def correct(self, referral_id: int, stage: Stage, why: str) -> Referral:
        """Put a referral back to a stage it had, for it was moved by mistake.

        The mistake stays in the history, and so does the correction.

        Raises:
            UserError: it never was at that stage, or no reason is given.
        """
        referral = self._records.get(Referral, referral_id)
        if stage is referral.stage:
            raise UserError(_("This referral is at {stage} already.").format(stage=_(stage.label)))
        stood = last_stood(self._desk.db, referral, self.history(referral_id), stage)
        if stood is None:
            raise UserError(_("This referral was never at {stage}.").format(stage=_(stage.label)))
        if not why.strip():
            raise UserError(_("Say why the stage is corrected."))
        marked = marked_visit(referral.stage, self.appointments(referral_id))
        visit = marked if stage is S.SCHEDULED else None
        label = _("Correct the stage to {stage}").format(stage=_(stage.label).lower())
        with self._desk.db.change(label, by=self._desk.user.id) as work:
            work.notes[CORRECTED] = {referral_id}
            before, referral.stage = referral.stage, stage
            referral.moved_at, referral.round_began = stood
            by: Ref[User] = Ref(self._desk.user.id)
            work.add(
                StageLine(
                    referral=referral_id,
                    before=before,
                    stage=stage,
                    at=dt.datetime.fromisoformat(work.at),
                    by=by,
                    step=Step.CORRECTED,
                    why=why.strip()[:500],
                )
            )
            work.save(referral)
            if visit is not None:
                visit.outcome = None
                work.save(visit)
        return self._records.get(Referral, referral_id)

    def cancel_visit(self, referral_id: int) -> Appointment:
        """Cancel the appointment that is to come; the patient has to be called again.

        Raises:
            UserError: there is none.
        """
        visit = self._awaited(referral_id)
        if visit is None:
            raise UserError(_("No appointment is entered that could be cancelled."))
        visit.outcome = Outcome.CANCELLED
        return self._records.save(visit)

    def reschedule(self, visit: Appointment) -> Appointment:
        """Put another day in the place of the one that is to come, which stays as rescheduled.

        Both are one change. `visit` is new; it names its referral.

        Raises:
            UserError: no appointment is to come, or something is missing; nothing was saved.
        """
        before = self._awaited(int(visit.referral))
        if before is None:
            raise UserError(_("No appointment is entered that could be rescheduled."))
        before.outcome = Outcome.RESCHEDULED
        with self._desk.db.change(_("Reschedule visit"), by=self._desk.user.id) as work:
            self._records.check(work, visit, None)
            work.save(before)
            return work.add(visit)

    def log_attempt(self, referral_id: int, values: Mapping[str, str]) -> ContactAttempt:
        """Note an attempt to reach the patient; the first one moves the referral to Contacting.

        Raises:
            UserError: with all problems; nothing was saved.
        """
        given = {"by": str(self._desk.user.id), **values, "referral": str(referral_id)}
        return self._records.add(ContactAttempt, given)

    # Inside

    def _awaited(self, referral_id: int) -> Appointment | None:
        """Return the appointment that is to come, or whose outcome nobody has said yet."""
        return next((one for one in self.appointments(referral_id) if one.outcome is None), None)
