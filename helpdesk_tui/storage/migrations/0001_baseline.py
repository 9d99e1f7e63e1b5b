"""The schema of the first release, frozen: later models do not change it."""

from __future__ import annotations

from typing import Any

STATEMENTS = {}

STATEMENTS["sqlite"] = """
CREATE TABLE "activity" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" VARCHAR(255) NOT NULL,
    "sort_key" VARCHAR(255) NOT NULL,
    "billable" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "activity_name" ON "activity" ("name");
CREATE INDEX "activity_sort_key" ON "activity" ("sort_key");
CREATE TABLE "client" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" VARCHAR(255) NOT NULL,
    "sort_key" VARCHAR(255) NOT NULL,
    "language" VARCHAR(8) NOT NULL,
    "country" VARCHAR(2) NOT NULL,
    "zone" VARCHAR(255) NOT NULL,
    "address_form" VARCHAR(8) NOT NULL,
    "close_after" INTEGER,
    "notes" TEXT NOT NULL,
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "client_name" ON "client" ("name");
CREATE INDEX "client_sort_key" ON "client" ("sort_key");
CREATE TABLE "contact" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" VARCHAR(255) NOT NULL,
    "sort_key" VARCHAR(255) NOT NULL,
    "email" VARCHAR(255) NOT NULL,
    "phone" VARCHAR(255) NOT NULL,
    "language" VARCHAR(8) NOT NULL,
    "address_form" VARCHAR(8) NOT NULL,
    "notes" TEXT NOT NULL,
    "source" VARCHAR(255) NOT NULL,
    "external" VARCHAR(255),
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL
);
CREATE INDEX "contact_sort_key" ON "contact" ("sort_key");
CREATE UNIQUE INDEX "contact_source_external" ON "contact" ("source", "external");
CREATE TABLE "asset" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "client_id" INTEGER NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "sort_key" VARCHAR(255) NOT NULL,
    "kind" VARCHAR(255) NOT NULL,
    "serial" VARCHAR(255) NOT NULL,
    "host" VARCHAR(255) NOT NULL,
    "bought" DATE,
    "warranty_until" DATE,
    "notes" TEXT NOT NULL,
    "source" VARCHAR(255) NOT NULL,
    "external" VARCHAR(255),
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id")
);
CREATE INDEX "asset_client_id" ON "asset" ("client_id");
CREATE INDEX "asset_sort_key" ON "asset" ("sort_key");
CREATE UNIQUE INDEX "asset_source_external" ON "asset" ("source", "external");
CREATE TABLE "team" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" VARCHAR(255) NOT NULL,
    "sort_key" VARCHAR(255) NOT NULL,
    "created_at" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "team_name" ON "team" ("name");
CREATE INDEX "team_sort_key" ON "team" ("sort_key");
CREATE TABLE "technician" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "login" VARCHAR(255),
    "name" VARCHAR(255) NOT NULL,
    "sort_key" VARCHAR(255) NOT NULL,
    "email" VARCHAR(255) NOT NULL,
    "role" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "technician_login" ON "technician" ("login");
CREATE INDEX "technician_sort_key" ON "technician" ("sort_key");
CREATE TABLE "sla_rules" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "at" INTEGER NOT NULL,
    "technician_id" INTEGER,
    "document" TEXT NOT NULL,
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE TABLE "ticket" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "kind" INTEGER NOT NULL,
    "status" INTEGER NOT NULL,
    "wait_reason" INTEGER,
    "wait_until" INTEGER,
    "priority" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "category" VARCHAR(255) NOT NULL,
    "client_id" INTEGER,
    "client_key" VARCHAR(255) NOT NULL,
    "requester_id" INTEGER,
    "asset_id" INTEGER,
    "team_id" INTEGER,
    "assignee_id" INTEGER,
    "created_at" INTEGER NOT NULL,
    "changed_at" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
    "warn_at" INTEGER,
    "owed" INTEGER,
    "agreed_at" INTEGER,
    "promised" INTEGER NOT NULL,
    "missed" INTEGER NOT NULL,
    "rules_id" INTEGER,
    "unread_since" INTEGER,
    "resolved_at" INTEGER,
    "closed_at" INTEGER,
    "deleted" INTEGER NOT NULL,
    "merged_into_id" INTEGER,
    "shelf" INTEGER NOT NULL,
    "source" VARCHAR(255) NOT NULL,
    "external" VARCHAR(255),
    "extra" TEXT,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("requester_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id"),
    FOREIGN KEY ("team_id") REFERENCES "team" ("id"),
    FOREIGN KEY ("assignee_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("rules_id") REFERENCES "sla_rules" ("id"),
    FOREIGN KEY ("merged_into_id") REFERENCES "ticket" ("id")
);
CREATE INDEX "ticket_requester_id" ON "ticket" ("requester_id");
CREATE INDEX "ticket_asset_id" ON "ticket" ("asset_id");
CREATE UNIQUE INDEX "ticket_source_external" ON "ticket" ("source", "external");
CREATE INDEX "ticket_shelf"
    ON "ticket" ("shelf", "id", "assignee_id", "team_id", "status", "warn_at");
CREATE INDEX "ticket_shelf_due_at"
    ON "ticket" ("shelf", "due_at", "id", "assignee_id", "team_id", "status", "warn_at");
CREATE INDEX "ticket_shelf_priority_due_at"
    ON "ticket" ("shelf", "priority", "due_at", "id", "assignee_id", "team_id", "status",
        "warn_at");
CREATE INDEX "ticket_shelf_changed_at"
    ON "ticket" ("shelf", "changed_at", "id", "assignee_id", "team_id", "status", "warn_at");
CREATE INDEX "ticket_shelf_created_at"
    ON "ticket" ("shelf", "created_at", "id", "assignee_id", "team_id", "status", "warn_at");
CREATE INDEX "ticket_shelf_client_key_due_at"
    ON "ticket" ("shelf", "client_key", "due_at", "id", "assignee_id", "team_id", "status",
        "warn_at");
CREATE INDEX "ticket_assignee" ON "ticket" ("assignee_id", "shelf", "due_at", "id");
CREATE INDEX "ticket_client" ON "ticket" ("client_id", "shelf", "id");
CREATE INDEX "ticket_rules" ON "ticket" ("rules_id") WHERE "status" <> 5;
CREATE INDEX "ticket_wait_until" ON "ticket" ("wait_until") WHERE "wait_until" IS NOT NULL;
CREATE INDEX "ticket_unread_since" ON "ticket" ("unread_since") WHERE "unread_since" IS NOT NULL;
CREATE INDEX "ticket_resolved" ON "ticket" ("client_id", "resolved_at") WHERE "status" = 4;
CREATE INDEX "ticket_merged_into"
    ON "ticket" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;
CREATE TABLE "message" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "ticket_id" INTEGER NOT NULL,
    "kind" INTEGER NOT NULL,
    "technician_id" INTEGER,
    "contact_id" INTEGER,
    "at" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "sent_at" INTEGER,
    "withdrawn" INTEGER NOT NULL,
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id")
);
CREATE INDEX "message_ticket_id_at_id" ON "message" ("ticket_id", "at", "id");
CREATE INDEX "message_answers"
    ON "message" ("ticket_id", "at") WHERE "technician_id" IS NOT NULL AND "kind" IN (2, 4) AND
        NOT "withdrawn";
CREATE TABLE "approval" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "ticket_id" INTEGER NOT NULL,
    "contact_id" INTEGER NOT NULL,
    "asked_id" INTEGER NOT NULL,
    "asked_at" INTEGER NOT NULL,
    "answer" INTEGER NOT NULL,
    "said_by_id" INTEGER,
    "how" INTEGER,
    "reason_id" INTEGER,
    "noted_by_id" INTEGER,
    "answered_at" INTEGER,
    "retired" INTEGER NOT NULL,
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("asked_id") REFERENCES "message" ("id"),
    FOREIGN KEY ("said_by_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("reason_id") REFERENCES "message" ("id"),
    FOREIGN KEY ("noted_by_id") REFERENCES "technician" ("id")
);
CREATE INDEX "approval_ticket_id" ON "approval" ("ticket_id");
CREATE INDEX "approval_answer" ON "approval" ("answer");
CREATE TABLE "attachment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "ticket_id" INTEGER,
    "message_id" INTEGER,
    "name" VARCHAR(255) NOT NULL,
    "media_type" VARCHAR(255) NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "created_at" INTEGER NOT NULL,
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("message_id") REFERENCES "message" ("id")
);
CREATE INDEX "attachment_ticket_id" ON "attachment" ("ticket_id");
CREATE TABLE "bought" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "client_id" INTEGER NOT NULL,
    "seconds" INTEGER NOT NULL,
    "monthly" INTEGER NOT NULL,
    "since" DATE NOT NULL,
    "until" DATE,
    "note" TEXT NOT NULL,
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id")
);
CREATE INDEX "bought_client_id" ON "bought" ("client_id");
CREATE TABLE "project" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "client_id" INTEGER,
    "name" VARCHAR(255) NOT NULL,
    "sort_key" VARCHAR(255) NOT NULL,
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id")
);
CREATE INDEX "project_client_id" ON "project" ("client_id");
CREATE INDEX "project_sort_key" ON "project" ("sort_key");
CREATE TABLE "entry" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "technician_id" INTEGER NOT NULL,
    "begin" INTEGER NOT NULL,
    "end" INTEGER,
    "breaks" TEXT NOT NULL,
    "zone" VARCHAR(255) NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "client_id" INTEGER,
    "project_id" INTEGER,
    "ticket_id" INTEGER,
    "activity_id" INTEGER,
    "billable" INTEGER NOT NULL,
    "together" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "day" INTEGER,
    "interrupted_id" INTEGER,
    "boot" VARCHAR(255) NOT NULL,
    "booted" INTEGER NOT NULL,
    "last_seen" INTEGER,
    "touched" INTEGER,
    "drops" TEXT NOT NULL,
    "doubt" INTEGER,
    "source" VARCHAR(255) NOT NULL,
    "external" VARCHAR(255),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("project_id") REFERENCES "project" ("id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("activity_id") REFERENCES "activity" ("id"),
    FOREIGN KEY ("interrupted_id") REFERENCES "entry" ("id")
);
CREATE INDEX "entry_project_id" ON "entry" ("project_id");
CREATE INDEX "entry_activity_id" ON "entry" ("activity_id");
CREATE INDEX "entry_interrupted_id" ON "entry" ("interrupted_id");
CREATE UNIQUE INDEX "entry_source_external" ON "entry" ("source", "external");
CREATE INDEX "entry_technician_id_end_begin" ON "entry" ("technician_id", "end", "begin");
CREATE INDEX "entry_technician_id_begin_end" ON "entry" ("technician_id", "begin", "end");
CREATE INDEX "entry_client_id_begin" ON "entry" ("client_id", "begin");
CREATE INDEX "entry_ticket_id_begin" ON "entry" ("ticket_id", "begin");
CREATE UNIQUE INDEX "entry_running"
    ON "entry" ("technician_id") WHERE "end" IS NULL AND NOT "retired";
CREATE INDEX "entry_long" ON "entry" ("begin") WHERE "end" - "begin" > 86400000000;
CREATE INDEX "entry_cut" ON "entry" ("begin") WHERE "day" IS NULL AND NOT "retired";
CREATE INDEX "entry_day"
    ON "entry" ("day", "client_id", "project_id", "ticket_id", "activity_id", "technician_id",
        "billable", "begin", "end") WHERE "day" IS NOT NULL;
CREATE TABLE "conversation" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "client_id" INTEGER NOT NULL,
    "ticket_id" INTEGER,
    "asset_id" INTEGER,
    "technician_id" INTEGER NOT NULL,
    "case" VARCHAR(40) NOT NULL,
    "language" VARCHAR(8) NOT NULL,
    "address_form" VARCHAR(8) NOT NULL,
    "state" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "place" VARCHAR(255) NOT NULL,
    "created_at" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "meeting" INTEGER NOT NULL,
    "asked" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "planned_at" INTEGER,
    "minutes" INTEGER NOT NULL,
    "headline" TEXT NOT NULL,
    "one_option" TEXT NOT NULL,
    "no_promise" TEXT NOT NULL,
    "rehearsed" TEXT NOT NULL,
    "picture" TEXT NOT NULL,
    "would_not_say" INTEGER NOT NULL,
    "tried" TEXT NOT NULL,
    "warned" INTEGER NOT NULL,
    "said" INTEGER NOT NULL,
    "paused" INTEGER NOT NULL,
    "saw" VARCHAR(255) NOT NULL,
    "reaction" TEXT NOT NULL,
    "noted_by_id" INTEGER,
    "keeps_reaction" INTEGER NOT NULL,
    "asked_more" INTEGER NOT NULL,
    "if_nothing" TEXT NOT NULL,
    "protection" TEXT NOT NULL,
    "speak_again" INTEGER,
    "tell" TEXT NOT NULL,
    "began_at" INTEGER,
    "entry_id" INTEGER,
    "adjourned_until" INTEGER,
    "ended_at" INTEGER,
    "summary" TEXT NOT NULL,
    "summary_due" INTEGER,
    "given_at" INTEGER,
    "given_how" INTEGER NOT NULL,
    "acknowledged_at" INTEGER,
    "acknowledged_by" VARCHAR(255) NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("noted_by_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("entry_id") REFERENCES "entry" ("id")
);
CREATE INDEX "conversation_asset_id" ON "conversation" ("asset_id");
CREATE INDEX "conversation_entry_id" ON "conversation" ("entry_id");
CREATE INDEX "conversation_client_id_id" ON "conversation" ("client_id", "id");
CREATE INDEX "conversation_ticket_id_id" ON "conversation" ("ticket_id", "id");
CREATE INDEX "conversation_going_on"
    ON "conversation" (COALESCE("adjourned_until", "summary_due", "planned_at",
        253370764800000000), "id") WHERE "state" < 4 AND NOT "retired";
CREATE TABLE "desk_setting" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" VARCHAR(40) NOT NULL,
    "value" VARCHAR(40) NOT NULL
);
CREATE UNIQUE INDEX "desk_setting_name" ON "desk_setting" ("name");
CREATE TABLE "draft" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "technician_id" INTEGER NOT NULL,
    "target" VARCHAR(255) NOT NULL,
    "kind" VARCHAR(24) NOT NULL,
    "fields" TEXT NOT NULL,
    "writer" VARCHAR(40) NOT NULL,
    "written_at" INTEGER NOT NULL,
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE UNIQUE INDEX "draft_technician_id_target_kind"
    ON "draft" ("technician_id", "target", "kind");
CREATE TABLE "employment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "contact_id" INTEGER NOT NULL,
    "client_id" INTEGER NOT NULL,
    "role" VARCHAR(255) NOT NULL,
    "since" DATE,
    "until" DATE,
    "retired" INTEGER NOT NULL,
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("client_id") REFERENCES "client" ("id")
);
CREATE INDEX "employment_contact_id" ON "employment" ("contact_id");
CREATE INDEX "employment_client_id" ON "employment" ("client_id");
CREATE TABLE "event" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "at" INTEGER NOT NULL,
    "technician_id" INTEGER,
    "entity" INTEGER NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "field" VARCHAR(24) NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "batch" INTEGER NOT NULL,
    "undoes" INTEGER,
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE INDEX "event_entity_entity_id_id" ON "event" ("entity", "entity_id", "id");
CREATE INDEX "event_by_technician"
    ON "event" ("technician_id", "at") WHERE "technician_id" IS NOT NULL;
CREATE INDEX "event_turns"
    ON "event" ("entity_id", "field", "batch", "undoes", "at") WHERE "entity" + 0 = 1 AND ("field"
        = 'assignee' AND "before" IS NOT NULL OR "field" = 'status' AND "before" IN ('4', '5') AND
        "after" IN ('1', '2', '3'));
CREATE INDEX "event_undoes"
    ON "event" ("entity", "entity_id", "batch", "undoes") WHERE "undoes" IS NOT NULL;
CREATE TABLE "evidence" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "conversation_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "day" DATE,
    "message_id" INTEGER,
    "attachment_id" INTEGER,
    "asset_id" INTEGER,
    "shown" INTEGER NOT NULL,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id"),
    FOREIGN KEY ("message_id") REFERENCES "message" ("id"),
    FOREIGN KEY ("attachment_id") REFERENCES "attachment" ("id"),
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id")
);
CREATE INDEX "evidence_message_id" ON "evidence" ("message_id");
CREATE INDEX "evidence_attachment_id" ON "evidence" ("attachment_id");
CREATE INDEX "evidence_asset_id" ON "evidence" ("asset_id");
CREATE INDEX "evidence_conversation_id_position" ON "evidence" ("conversation_id", "position");
CREATE TABLE "fact" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "conversation_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "known" INTEGER NOT NULL,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id")
);
CREATE INDEX "fact_conversation_id_position" ON "fact" ("conversation_id", "position");
CREATE TABLE "handover" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "technician_id" INTEGER NOT NULL,
    "team_id" INTEGER,
    "body" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("team_id") REFERENCES "team" ("id")
);
CREATE TABLE "handover_read" (
    "handover_id" INTEGER NOT NULL,
    "technician_id" INTEGER NOT NULL,
    PRIMARY KEY ("handover_id", "technician_id"),
    FOREIGN KEY ("handover_id") REFERENCES "handover" ("id"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE TABLE "invitation" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "technician_id" INTEGER NOT NULL,
    "role" INTEGER NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "expires_at" INTEGER NOT NULL,
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE INDEX "invitation_technician_id" ON "invitation" ("technician_id");
CREATE UNIQUE INDEX "invitation_digest" ON "invitation" ("digest");
CREATE TABLE "jump" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "conversation_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "left" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL,
    "missing" TEXT NOT NULL,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id")
);
CREATE INDEX "jump_conversation_id_position" ON "jump" ("conversation_id", "position");
CREATE TABLE "lease" (
    "job" VARCHAR(255) NOT NULL PRIMARY KEY,
    "term" INTEGER NOT NULL,
    "host" VARCHAR(255) NOT NULL,
    "pid" INTEGER NOT NULL,
    "since" INTEGER,
    "until" INTEGER,
    "machine" VARCHAR(255) NOT NULL,
    "booted" INTEGER NOT NULL,
    "done_at" INTEGER,
    "failed" VARCHAR(255) NOT NULL
);
CREATE TABLE "link" (
    "ticket_id" INTEGER NOT NULL,
    "kind" INTEGER NOT NULL,
    "other_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    PRIMARY KEY ("ticket_id", "kind", "other_id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("other_id") REFERENCES "ticket" ("id")
);
CREATE INDEX "link_other_id_kind_ticket_id" ON "link" ("other_id", "kind", "ticket_id");
CREATE TABLE "macro" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" VARCHAR(60) NOT NULL,
    "owner_id" INTEGER,
    "team_id" INTEGER,
    "text_es" TEXT NOT NULL,
    "text_en" TEXT NOT NULL,
    "changes" TEXT NOT NULL,
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    FOREIGN KEY ("owner_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("team_id") REFERENCES "team" ("id")
);
CREATE INDEX "macro_owner_id" ON "macro" ("owner_id");
CREATE INDEX "macro_team_id" ON "macro" ("team_id");
CREATE TABLE "membership" (
    "team_id" INTEGER NOT NULL,
    "technician_id" INTEGER NOT NULL,
    PRIMARY KEY ("team_id", "technician_id"),
    FOREIGN KEY ("team_id") REFERENCES "team" ("id"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE INDEX "membership_team_id" ON "membership" ("team_id");
CREATE INDEX "membership_technician_id" ON "membership" ("technician_id");
CREATE TABLE "next_step" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "conversation_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "technician_id" INTEGER,
    "who" VARCHAR(255) NOT NULL,
    "day" DATE,
    "cost" INTEGER,
    "per" INTEGER NOT NULL,
    "authorises" VARCHAR(255) NOT NULL,
    "ticket_id" INTEGER,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id")
);
CREATE INDEX "next_step_technician_id" ON "next_step" ("technician_id");
CREATE INDEX "next_step_ticket_id" ON "next_step" ("ticket_id");
CREATE INDEX "next_step_conversation_id_position" ON "next_step" ("conversation_id", "position");
CREATE TABLE "option" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "conversation_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "cost" INTEGER,
    "per" INTEGER NOT NULL,
    "ready" VARCHAR(255) NOT NULL,
    "outcome" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id")
);
CREATE INDEX "option_conversation_id_position" ON "option" ("conversation_id", "position");
CREATE TABLE "person" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "conversation_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "contact_id" INTEGER,
    "name" VARCHAR(255) NOT NULL,
    "role" VARCHAR(255) NOT NULL,
    "decides" INTEGER NOT NULL,
    "must_not_hear" INTEGER NOT NULL,
    "wants" INTEGER NOT NULL,
    "how" INTEGER NOT NULL,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id"),
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id")
);
CREATE INDEX "person_contact_id" ON "person" ("contact_id");
CREATE INDEX "person_conversation_id_position" ON "person" ("conversation_id", "position");
CREATE TABLE "presence" (
    "desk" VARCHAR(16) NOT NULL,
    "technician_id" INTEGER NOT NULL,
    "ticket_id" INTEGER NOT NULL,
    "writing" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    PRIMARY KEY ("desk", "ticket_id"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id")
);
CREATE TABLE "prose" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "text" TEXT NOT NULL
);
CREATE TABLE "sheet" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "client_id" INTEGER NOT NULL,
    "first" DATE NOT NULL,
    "last" DATE NOT NULL,
    "revision" INTEGER NOT NULL,
    "state" INTEGER NOT NULL,
    "paragraph" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "cc" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "message_id" VARCHAR(255) NOT NULL,
    "answers" TEXT NOT NULL,
    "zone" VARCHAR(255) NOT NULL,
    "rounding" VARCHAR(255) NOT NULL,
    "minimum" INTEGER NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "left" INTEGER,
    "worked" INTEGER NOT NULL,
    "billed" INTEGER NOT NULL,
    "cents" INTEGER,
    "given_by_id" INTEGER,
    "given_at" INTEGER,
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("given_by_id") REFERENCES "technician" ("id")
);
CREATE UNIQUE INDEX "sheet_once"
    ON "sheet" ("client_id", "first", "last", "revision") WHERE NOT "retired";
CREATE TABLE "sheet_line" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "sheet_id" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "technician" VARCHAR(255) NOT NULL,
    "ticket" INTEGER,
    "project" VARCHAR(255) NOT NULL,
    "activity" VARCHAR(255) NOT NULL,
    "billable" INTEGER NOT NULL,
    "worked" INTEGER NOT NULL,
    "billed" INTEGER NOT NULL,
    "cents" INTEGER,
    FOREIGN KEY ("sheet_id") REFERENCES "sheet" ("id"),
    FOREIGN KEY ("entry_id") REFERENCES "entry" ("id")
);
CREATE INDEX "sheet_line_sheet_id" ON "sheet_line" ("sheet_id");
CREATE INDEX "sheet_line_entry_id" ON "sheet_line" ("entry_id");
CREATE TABLE "query" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "line_id" INTEGER NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "text" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "answered_at" INTEGER,
    "correction_id" INTEGER,
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    FOREIGN KEY ("line_id") REFERENCES "sheet_line" ("id"),
    FOREIGN KEY ("correction_id") REFERENCES "sheet" ("id")
);
CREATE INDEX "query_line_id" ON "query" ("line_id");
CREATE TABLE "rate" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "client_id" INTEGER,
    "activity_id" INTEGER,
    "cents" INTEGER NOT NULL,
    "since" DATE,
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("activity_id") REFERENCES "activity" ("id")
);
CREATE INDEX "rate_client_id" ON "rate" ("client_id");
CREATE TABLE "reminder" (
    "technician_id" INTEGER NOT NULL,
    "reason" VARCHAR(255) NOT NULL,
    "told_at" INTEGER NOT NULL,
    "at_desk" INTEGER NOT NULL,
    PRIMARY KEY ("technician_id", "reason"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE TABLE "saved_view" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "technician_id" INTEGER NOT NULL,
    "team_id" INTEGER,
    "name" VARCHAR(60) NOT NULL,
    "place" VARCHAR(24) NOT NULL,
    "words" TEXT NOT NULL,
    "sort" VARCHAR(24) NOT NULL,
    "reverse" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("team_id") REFERENCES "team" ("id")
);
CREATE INDEX "saved_view_technician_id" ON "saved_view" ("technician_id");
CREATE INDEX "saved_view_team_id" ON "saved_view" ("team_id");
CREATE TABLE "statement" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "conversation_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "certainty" INTEGER NOT NULL,
    "depth" INTEGER NOT NULL,
    "evidence_id" INTEGER,
    "told" INTEGER NOT NULL,
    "clear" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "left_out" INTEGER NOT NULL,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id"),
    FOREIGN KEY ("evidence_id") REFERENCES "evidence" ("id")
);
CREATE INDEX "statement_evidence_id" ON "statement" ("evidence_id");
CREATE INDEX "statement_conversation_id_position" ON "statement" ("conversation_id", "position");
CREATE TABLE "terms" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "client_id" INTEGER NOT NULL,
    "every" INTEGER NOT NULL,
    "begins" DATE,
    "rounding" VARCHAR(255) NOT NULL,
    "minimum" INTEGER NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "to" TEXT NOT NULL,
    "cc" TEXT NOT NULL,
    "wants_nothing_too" INTEGER NOT NULL,
    "fixed_subject" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id")
);
CREATE UNIQUE INDEX "terms_client_id" ON "terms" ("client_id");
CREATE TABLE "ticket_caller" (
    "ticket_id" INTEGER NOT NULL,
    "contact_id" INTEGER NOT NULL,
    "client_id" INTEGER,
    "at" INTEGER NOT NULL,
    "withdrawn" INTEGER NOT NULL,
    PRIMARY KEY ("ticket_id", "contact_id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("client_id") REFERENCES "client" ("id")
);
CREATE INDEX "ticket_caller_contact_id_ticket_id" ON "ticket_caller" ("contact_id", "ticket_id");
CREATE TABLE "ticket_tag" (
    "ticket_id" INTEGER NOT NULL,
    "tag" VARCHAR(40) NOT NULL,
    PRIMARY KEY ("ticket_id", "tag"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id")
);
CREATE INDEX "ticket_tag_tag_ticket_id" ON "ticket_tag" ("tag", "ticket_id");
CREATE TABLE "warned" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "conversation_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "day" DATE,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id")
);
CREATE INDEX "warned_conversation_id_position" ON "warned" ("conversation_id", "position");
CREATE VIRTUAL TABLE ticket_search USING fts5(
    subject, names, tags, body,
    content='', contentless_delete=1, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 2"
)
"""

STATEMENTS["postgres"] = """
CREATE TABLE "activity" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "name" TEXT COLLATE "C" NOT NULL,
    "sort_key" TEXT COLLATE "C" NOT NULL,
    "billable" BOOLEAN NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL
);
CREATE UNIQUE INDEX "activity_name" ON "activity" ("name");
CREATE INDEX "activity_sort_key" ON "activity" ("sort_key");
CREATE TABLE "client" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "name" TEXT COLLATE "C" NOT NULL,
    "sort_key" TEXT COLLATE "C" NOT NULL,
    "language" TEXT COLLATE "C" NOT NULL,
    "country" TEXT COLLATE "C" NOT NULL,
    "zone" TEXT COLLATE "C" NOT NULL,
    "address_form" TEXT COLLATE "C" NOT NULL,
    "close_after" SMALLINT,
    "notes" TEXT COLLATE "C" NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL
);
CREATE UNIQUE INDEX "client_name" ON "client" ("name");
CREATE INDEX "client_sort_key" ON "client" ("sort_key");
CREATE TABLE "contact" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "name" TEXT COLLATE "C" NOT NULL,
    "sort_key" TEXT COLLATE "C" NOT NULL,
    "email" TEXT COLLATE "C" NOT NULL,
    "phone" TEXT COLLATE "C" NOT NULL,
    "language" TEXT COLLATE "C" NOT NULL,
    "address_form" TEXT COLLATE "C" NOT NULL,
    "notes" TEXT COLLATE "C" NOT NULL,
    "source" TEXT COLLATE "C" NOT NULL,
    "external" TEXT COLLATE "C",
    "retired" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL
);
CREATE INDEX "contact_sort_key" ON "contact" ("sort_key");
CREATE UNIQUE INDEX "contact_source_external" ON "contact" ("source", "external");
CREATE TABLE "asset" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "client_id" BIGINT NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "sort_key" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "serial" TEXT COLLATE "C" NOT NULL,
    "host" TEXT COLLATE "C" NOT NULL,
    "bought" DATE,
    "warranty_until" DATE,
    "notes" TEXT COLLATE "C" NOT NULL,
    "source" TEXT COLLATE "C" NOT NULL,
    "external" TEXT COLLATE "C",
    "retired" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id")
);
CREATE INDEX "asset_client_id" ON "asset" ("client_id");
CREATE INDEX "asset_sort_key" ON "asset" ("sort_key");
CREATE UNIQUE INDEX "asset_source_external" ON "asset" ("source", "external");
CREATE TABLE "team" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "name" TEXT COLLATE "C" NOT NULL,
    "sort_key" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL
);
CREATE UNIQUE INDEX "team_name" ON "team" ("name");
CREATE INDEX "team_sort_key" ON "team" ("sort_key");
CREATE TABLE "technician" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "login" TEXT COLLATE "C",
    "name" TEXT COLLATE "C" NOT NULL,
    "sort_key" TEXT COLLATE "C" NOT NULL,
    "email" TEXT COLLATE "C" NOT NULL,
    "role" SMALLINT NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL
);
CREATE UNIQUE INDEX "technician_login" ON "technician" ("login");
CREATE INDEX "technician_sort_key" ON "technician" ("sort_key");
CREATE TABLE "sla_rules" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "at" BIGINT NOT NULL,
    "technician_id" BIGINT,
    "document" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE TABLE "ticket" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "kind" SMALLINT NOT NULL,
    "status" SMALLINT NOT NULL,
    "wait_reason" SMALLINT,
    "wait_until" BIGINT,
    "priority" SMALLINT NOT NULL,
    "subject" TEXT COLLATE "C" NOT NULL,
    "category" TEXT COLLATE "C" NOT NULL,
    "client_id" BIGINT,
    "client_key" TEXT COLLATE "C" NOT NULL,
    "requester_id" BIGINT,
    "asset_id" BIGINT,
    "team_id" BIGINT,
    "assignee_id" BIGINT,
    "created_at" BIGINT NOT NULL,
    "changed_at" BIGINT NOT NULL,
    "due_at" BIGINT NOT NULL,
    "warn_at" BIGINT,
    "owed" SMALLINT,
    "agreed_at" BIGINT,
    "promised" SMALLINT NOT NULL,
    "missed" SMALLINT NOT NULL,
    "rules_id" BIGINT,
    "unread_since" BIGINT,
    "resolved_at" BIGINT,
    "closed_at" BIGINT,
    "deleted" BOOLEAN NOT NULL,
    "merged_into_id" BIGINT,
    "shelf" SMALLINT NOT NULL,
    "source" TEXT COLLATE "C" NOT NULL,
    "external" TEXT COLLATE "C",
    "extra" TEXT COLLATE "C",
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("requester_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id"),
    FOREIGN KEY ("team_id") REFERENCES "team" ("id"),
    FOREIGN KEY ("assignee_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("rules_id") REFERENCES "sla_rules" ("id"),
    FOREIGN KEY ("merged_into_id") REFERENCES "ticket" ("id")
);
CREATE INDEX "ticket_requester_id" ON "ticket" ("requester_id");
CREATE INDEX "ticket_asset_id" ON "ticket" ("asset_id");
CREATE UNIQUE INDEX "ticket_source_external" ON "ticket" ("source", "external");
CREATE INDEX "ticket_shelf"
    ON "ticket" ("shelf", "id", "assignee_id", "team_id", "status", "warn_at");
CREATE INDEX "ticket_shelf_due_at"
    ON "ticket" ("shelf", "due_at", "id", "assignee_id", "team_id", "status", "warn_at");
CREATE INDEX "ticket_shelf_priority_due_at"
    ON "ticket" ("shelf", "priority", "due_at", "id", "assignee_id", "team_id", "status",
        "warn_at");
CREATE INDEX "ticket_shelf_changed_at"
    ON "ticket" ("shelf", "changed_at", "id", "assignee_id", "team_id", "status", "warn_at");
CREATE INDEX "ticket_shelf_created_at"
    ON "ticket" ("shelf", "created_at", "id", "assignee_id", "team_id", "status", "warn_at");
CREATE INDEX "ticket_shelf_client_key_due_at"
    ON "ticket" ("shelf", "client_key", "due_at", "id", "assignee_id", "team_id", "status",
        "warn_at");
CREATE INDEX "ticket_assignee" ON "ticket" ("assignee_id", "shelf", "due_at", "id");
CREATE INDEX "ticket_client" ON "ticket" ("client_id", "shelf", "id");
CREATE INDEX "ticket_rules" ON "ticket" ("rules_id") WHERE "status" <> 5;
CREATE INDEX "ticket_wait_until" ON "ticket" ("wait_until") WHERE "wait_until" IS NOT NULL;
CREATE INDEX "ticket_unread_since" ON "ticket" ("unread_since") WHERE "unread_since" IS NOT NULL;
CREATE INDEX "ticket_resolved" ON "ticket" ("client_id", "resolved_at") WHERE "status" = 4;
CREATE INDEX "ticket_merged_into"
    ON "ticket" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;
CREATE TABLE "message" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "ticket_id" BIGINT NOT NULL,
    "kind" SMALLINT NOT NULL,
    "technician_id" BIGINT,
    "contact_id" BIGINT,
    "at" BIGINT NOT NULL,
    "body" TEXT COLLATE "C" NOT NULL,
    "sent_at" BIGINT,
    "withdrawn" BOOLEAN NOT NULL,
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id")
);
CREATE INDEX "message_ticket_id_at_id" ON "message" ("ticket_id", "at", "id");
CREATE INDEX "message_answers"
    ON "message" ("ticket_id", "at") WHERE "technician_id" IS NOT NULL AND "kind" IN (2, 4) AND
        NOT "withdrawn";
CREATE TABLE "approval" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "ticket_id" BIGINT NOT NULL,
    "contact_id" BIGINT NOT NULL,
    "asked_id" BIGINT NOT NULL,
    "asked_at" BIGINT NOT NULL,
    "answer" SMALLINT NOT NULL,
    "said_by_id" BIGINT,
    "how" SMALLINT,
    "reason_id" BIGINT,
    "noted_by_id" BIGINT,
    "answered_at" BIGINT,
    "retired" BOOLEAN NOT NULL,
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("asked_id") REFERENCES "message" ("id"),
    FOREIGN KEY ("said_by_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("reason_id") REFERENCES "message" ("id"),
    FOREIGN KEY ("noted_by_id") REFERENCES "technician" ("id")
);
CREATE INDEX "approval_ticket_id" ON "approval" ("ticket_id");
CREATE INDEX "approval_answer" ON "approval" ("answer");
CREATE TABLE "attachment" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "ticket_id" BIGINT,
    "message_id" BIGINT,
    "name" TEXT COLLATE "C" NOT NULL,
    "media_type" TEXT COLLATE "C" NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("message_id") REFERENCES "message" ("id")
);
CREATE INDEX "attachment_ticket_id" ON "attachment" ("ticket_id");
CREATE TABLE "bought" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "client_id" BIGINT NOT NULL,
    "seconds" BIGINT NOT NULL,
    "monthly" BOOLEAN NOT NULL,
    "since" DATE NOT NULL,
    "until" DATE,
    "note" TEXT COLLATE "C" NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id")
);
CREATE INDEX "bought_client_id" ON "bought" ("client_id");
CREATE TABLE "project" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "client_id" BIGINT,
    "name" TEXT COLLATE "C" NOT NULL,
    "sort_key" TEXT COLLATE "C" NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id")
);
CREATE INDEX "project_client_id" ON "project" ("client_id");
CREATE INDEX "project_sort_key" ON "project" ("sort_key");
CREATE TABLE "entry" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "technician_id" BIGINT NOT NULL,
    "begin" BIGINT NOT NULL,
    "end" BIGINT,
    "breaks" TEXT COLLATE "C" NOT NULL,
    "zone" TEXT COLLATE "C" NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "description" TEXT COLLATE "C" NOT NULL,
    "client_id" BIGINT,
    "project_id" BIGINT,
    "ticket_id" BIGINT,
    "activity_id" BIGINT,
    "billable" BOOLEAN NOT NULL,
    "together" BOOLEAN NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL,
    "day" BIGINT,
    "interrupted_id" BIGINT,
    "boot" TEXT COLLATE "C" NOT NULL,
    "booted" BIGINT NOT NULL,
    "last_seen" BIGINT,
    "touched" BIGINT,
    "drops" TEXT COLLATE "C" NOT NULL,
    "doubt" BIGINT,
    "source" TEXT COLLATE "C" NOT NULL,
    "external" TEXT COLLATE "C",
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("project_id") REFERENCES "project" ("id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("activity_id") REFERENCES "activity" ("id"),
    FOREIGN KEY ("interrupted_id") REFERENCES "entry" ("id")
);
CREATE INDEX "entry_project_id" ON "entry" ("project_id");
CREATE INDEX "entry_activity_id" ON "entry" ("activity_id");
CREATE INDEX "entry_interrupted_id" ON "entry" ("interrupted_id");
CREATE UNIQUE INDEX "entry_source_external" ON "entry" ("source", "external");
CREATE INDEX "entry_technician_id_end_begin" ON "entry" ("technician_id", "end", "begin");
CREATE INDEX "entry_technician_id_begin_end" ON "entry" ("technician_id", "begin", "end");
CREATE INDEX "entry_client_id_begin" ON "entry" ("client_id", "begin");
CREATE INDEX "entry_ticket_id_begin" ON "entry" ("ticket_id", "begin");
CREATE UNIQUE INDEX "entry_running"
    ON "entry" ("technician_id") WHERE "end" IS NULL AND NOT "retired";
CREATE INDEX "entry_long" ON "entry" ("begin") WHERE "end" - "begin" > 86400000000;
CREATE INDEX "entry_cut" ON "entry" ("begin") WHERE "day" IS NULL AND NOT "retired";
CREATE INDEX "entry_day"
    ON "entry" ("day", "client_id", "project_id", "ticket_id", "activity_id", "technician_id",
        "billable", "begin", "end") WHERE "day" IS NOT NULL;
CREATE TABLE "conversation" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "client_id" BIGINT NOT NULL,
    "ticket_id" BIGINT,
    "asset_id" BIGINT,
    "technician_id" BIGINT NOT NULL,
    "case" TEXT COLLATE "C" NOT NULL,
    "language" TEXT COLLATE "C" NOT NULL,
    "address_form" TEXT COLLATE "C" NOT NULL,
    "state" SMALLINT NOT NULL,
    "step" SMALLINT NOT NULL,
    "place" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "meeting" SMALLINT NOT NULL,
    "asked" BOOLEAN NOT NULL,
    "answer" TEXT COLLATE "C" NOT NULL,
    "planned_at" BIGINT,
    "minutes" SMALLINT NOT NULL,
    "headline" TEXT COLLATE "C" NOT NULL,
    "one_option" TEXT COLLATE "C" NOT NULL,
    "no_promise" TEXT COLLATE "C" NOT NULL,
    "rehearsed" TEXT COLLATE "C" NOT NULL,
    "picture" TEXT COLLATE "C" NOT NULL,
    "would_not_say" BOOLEAN NOT NULL,
    "tried" TEXT COLLATE "C" NOT NULL,
    "warned" BOOLEAN NOT NULL,
    "said" BOOLEAN NOT NULL,
    "paused" BOOLEAN NOT NULL,
    "saw" TEXT COLLATE "C" NOT NULL,
    "reaction" TEXT COLLATE "C" NOT NULL,
    "noted_by_id" BIGINT,
    "keeps_reaction" BOOLEAN NOT NULL,
    "asked_more" BOOLEAN NOT NULL,
    "if_nothing" TEXT COLLATE "C" NOT NULL,
    "protection" TEXT COLLATE "C" NOT NULL,
    "speak_again" BIGINT,
    "tell" TEXT COLLATE "C" NOT NULL,
    "began_at" BIGINT,
    "entry_id" BIGINT,
    "adjourned_until" BIGINT,
    "ended_at" BIGINT,
    "summary" TEXT COLLATE "C" NOT NULL,
    "summary_due" BIGINT,
    "given_at" BIGINT,
    "given_how" SMALLINT NOT NULL,
    "acknowledged_at" BIGINT,
    "acknowledged_by" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("noted_by_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("entry_id") REFERENCES "entry" ("id")
);
CREATE INDEX "conversation_asset_id" ON "conversation" ("asset_id");
CREATE INDEX "conversation_entry_id" ON "conversation" ("entry_id");
CREATE INDEX "conversation_client_id_id" ON "conversation" ("client_id", "id");
CREATE INDEX "conversation_ticket_id_id" ON "conversation" ("ticket_id", "id");
CREATE INDEX "conversation_going_on"
    ON "conversation" (COALESCE("adjourned_until", "summary_due", "planned_at",
        253370764800000000), "id") WHERE "state" < 4 AND NOT "retired";
CREATE TABLE "desk_setting" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "name" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX "desk_setting_name" ON "desk_setting" ("name");
CREATE TABLE "draft" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "technician_id" BIGINT NOT NULL,
    "target" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "fields" TEXT COLLATE "C" NOT NULL,
    "writer" TEXT COLLATE "C" NOT NULL,
    "written_at" BIGINT NOT NULL,
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE UNIQUE INDEX "draft_technician_id_target_kind"
    ON "draft" ("technician_id", "target", "kind");
CREATE TABLE "employment" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "contact_id" BIGINT NOT NULL,
    "client_id" BIGINT NOT NULL,
    "role" TEXT COLLATE "C" NOT NULL,
    "since" DATE,
    "until" DATE,
    "retired" BOOLEAN NOT NULL,
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("client_id") REFERENCES "client" ("id")
);
CREATE INDEX "employment_contact_id" ON "employment" ("contact_id");
CREATE INDEX "employment_client_id" ON "employment" ("client_id");
CREATE TABLE "event" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "at" BIGINT NOT NULL,
    "technician_id" BIGINT,
    "entity" SMALLINT NOT NULL,
    "entity_id" BIGINT NOT NULL,
    "field" TEXT COLLATE "C" NOT NULL,
    "before" TEXT COLLATE "C",
    "after" TEXT COLLATE "C",
    "batch" BIGINT NOT NULL,
    "undoes" BIGINT,
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE INDEX "event_entity_entity_id_id" ON "event" ("entity", "entity_id", "id");
CREATE INDEX "event_by_technician"
    ON "event" ("technician_id", "at") WHERE "technician_id" IS NOT NULL;
CREATE INDEX "event_turns"
    ON "event" ("entity_id", "field", "batch", "undoes", "at") WHERE "entity" + 0 = 1 AND ("field"
        = 'assignee' AND "before" IS NOT NULL OR "field" = 'status' AND "before" IN ('4', '5') AND
        "after" IN ('1', '2', '3'));
CREATE INDEX "event_undoes"
    ON "event" ("entity", "entity_id", "batch", "undoes") WHERE "undoes" IS NOT NULL;
CREATE TABLE "evidence" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "conversation_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "day" DATE,
    "message_id" BIGINT,
    "attachment_id" BIGINT,
    "asset_id" BIGINT,
    "shown" BOOLEAN NOT NULL,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id"),
    FOREIGN KEY ("message_id") REFERENCES "message" ("id"),
    FOREIGN KEY ("attachment_id") REFERENCES "attachment" ("id"),
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id")
);
CREATE INDEX "evidence_message_id" ON "evidence" ("message_id");
CREATE INDEX "evidence_attachment_id" ON "evidence" ("attachment_id");
CREATE INDEX "evidence_asset_id" ON "evidence" ("asset_id");
CREATE INDEX "evidence_conversation_id_position" ON "evidence" ("conversation_id", "position");
CREATE TABLE "fact" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "conversation_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "known" SMALLINT NOT NULL,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id")
);
CREATE INDEX "fact_conversation_id_position" ON "fact" ("conversation_id", "position");
CREATE TABLE "handover" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "technician_id" BIGINT NOT NULL,
    "team_id" BIGINT,
    "body" TEXT COLLATE "C" NOT NULL,
    "at" BIGINT NOT NULL,
    "retired" BOOLEAN NOT NULL,
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("team_id") REFERENCES "team" ("id")
);
CREATE TABLE "handover_read" (
    "handover_id" BIGINT NOT NULL,
    "technician_id" BIGINT NOT NULL,
    PRIMARY KEY ("handover_id", "technician_id"),
    FOREIGN KEY ("handover_id") REFERENCES "handover" ("id"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE TABLE "invitation" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "technician_id" BIGINT NOT NULL,
    "role" SMALLINT NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "expires_at" BIGINT NOT NULL,
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE INDEX "invitation_technician_id" ON "invitation" ("technician_id");
CREATE UNIQUE INDEX "invitation_digest" ON "invitation" ("digest");
CREATE TABLE "jump" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "conversation_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "left" SMALLINT NOT NULL,
    "taken" SMALLINT NOT NULL,
    "missing" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id")
);
CREATE INDEX "jump_conversation_id_position" ON "jump" ("conversation_id", "position");
CREATE TABLE "lease" (
    "job" TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    "term" BIGINT NOT NULL,
    "host" TEXT COLLATE "C" NOT NULL,
    "pid" BIGINT NOT NULL,
    "since" BIGINT,
    "until" BIGINT,
    "machine" TEXT COLLATE "C" NOT NULL,
    "booted" BIGINT NOT NULL,
    "done_at" BIGINT,
    "failed" TEXT COLLATE "C" NOT NULL
);
CREATE TABLE "link" (
    "ticket_id" BIGINT NOT NULL,
    "kind" SMALLINT NOT NULL,
    "other_id" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,
    PRIMARY KEY ("ticket_id", "kind", "other_id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("other_id") REFERENCES "ticket" ("id")
);
CREATE INDEX "link_other_id_kind_ticket_id" ON "link" ("other_id", "kind", "ticket_id");
CREATE TABLE "macro" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "name" TEXT COLLATE "C" NOT NULL,
    "owner_id" BIGINT,
    "team_id" BIGINT,
    "text_es" TEXT COLLATE "C" NOT NULL,
    "text_en" TEXT COLLATE "C" NOT NULL,
    "changes" TEXT COLLATE "C" NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL,
    FOREIGN KEY ("owner_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("team_id") REFERENCES "team" ("id")
);
CREATE INDEX "macro_owner_id" ON "macro" ("owner_id");
CREATE INDEX "macro_team_id" ON "macro" ("team_id");
CREATE TABLE "membership" (
    "team_id" BIGINT NOT NULL,
    "technician_id" BIGINT NOT NULL,
    PRIMARY KEY ("team_id", "technician_id"),
    FOREIGN KEY ("team_id") REFERENCES "team" ("id"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE INDEX "membership_team_id" ON "membership" ("team_id");
CREATE INDEX "membership_technician_id" ON "membership" ("technician_id");
CREATE TABLE "next_step" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "conversation_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "technician_id" BIGINT,
    "who" TEXT COLLATE "C" NOT NULL,
    "day" DATE,
    "cost" BIGINT,
    "per" SMALLINT NOT NULL,
    "authorises" TEXT COLLATE "C" NOT NULL,
    "ticket_id" BIGINT,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id")
);
CREATE INDEX "next_step_technician_id" ON "next_step" ("technician_id");
CREATE INDEX "next_step_ticket_id" ON "next_step" ("ticket_id");
CREATE INDEX "next_step_conversation_id_position" ON "next_step" ("conversation_id", "position");
CREATE TABLE "option" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "conversation_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "cost" BIGINT,
    "per" SMALLINT NOT NULL,
    "ready" TEXT COLLATE "C" NOT NULL,
    "outcome" SMALLINT NOT NULL,
    "reason" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id")
);
CREATE INDEX "option_conversation_id_position" ON "option" ("conversation_id", "position");
CREATE TABLE "person" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "conversation_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "contact_id" BIGINT,
    "name" TEXT COLLATE "C" NOT NULL,
    "role" TEXT COLLATE "C" NOT NULL,
    "decides" BOOLEAN NOT NULL,
    "must_not_hear" BOOLEAN NOT NULL,
    "wants" SMALLINT NOT NULL,
    "how" SMALLINT NOT NULL,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id"),
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id")
);
CREATE INDEX "person_contact_id" ON "person" ("contact_id");
CREATE INDEX "person_conversation_id_position" ON "person" ("conversation_id", "position");
CREATE TABLE "presence" (
    "desk" TEXT COLLATE "C" NOT NULL,
    "technician_id" BIGINT NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "writing" BOOLEAN NOT NULL,
    "at" BIGINT NOT NULL,
    PRIMARY KEY ("desk", "ticket_id"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id")
);
CREATE TABLE "prose" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "text" TEXT COLLATE "C" NOT NULL
);
CREATE TABLE "sheet" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "client_id" BIGINT NOT NULL,
    "first" DATE NOT NULL,
    "last" DATE NOT NULL,
    "revision" SMALLINT NOT NULL,
    "state" SMALLINT NOT NULL,
    "paragraph" TEXT COLLATE "C" NOT NULL,
    "to" TEXT COLLATE "C" NOT NULL,
    "cc" TEXT COLLATE "C" NOT NULL,
    "subject" TEXT COLLATE "C" NOT NULL,
    "message_id" TEXT COLLATE "C" NOT NULL,
    "answers" TEXT COLLATE "C" NOT NULL,
    "zone" TEXT COLLATE "C" NOT NULL,
    "rounding" TEXT COLLATE "C" NOT NULL,
    "minimum" BIGINT NOT NULL,
    "currency" TEXT COLLATE "C" NOT NULL,
    "left" BIGINT,
    "worked" BIGINT NOT NULL,
    "billed" BIGINT NOT NULL,
    "cents" BIGINT,
    "given_by_id" BIGINT,
    "given_at" BIGINT,
    "retired" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("given_by_id") REFERENCES "technician" ("id")
);
CREATE UNIQUE INDEX "sheet_once"
    ON "sheet" ("client_id", "first", "last", "revision") WHERE NOT "retired";
CREATE TABLE "sheet_line" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "sheet_id" BIGINT NOT NULL,
    "place" BIGINT NOT NULL,
    "day" DATE NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "description" TEXT COLLATE "C" NOT NULL,
    "technician" TEXT COLLATE "C" NOT NULL,
    "ticket" BIGINT,
    "project" TEXT COLLATE "C" NOT NULL,
    "activity" TEXT COLLATE "C" NOT NULL,
    "billable" BOOLEAN NOT NULL,
    "worked" BIGINT NOT NULL,
    "billed" BIGINT NOT NULL,
    "cents" BIGINT,
    FOREIGN KEY ("sheet_id") REFERENCES "sheet" ("id"),
    FOREIGN KEY ("entry_id") REFERENCES "entry" ("id")
);
CREATE INDEX "sheet_line_sheet_id" ON "sheet_line" ("sheet_id");
CREATE INDEX "sheet_line_entry_id" ON "sheet_line" ("entry_id");
CREATE TABLE "query" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "line_id" BIGINT NOT NULL,
    "who" TEXT COLLATE "C" NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "answer" TEXT COLLATE "C" NOT NULL,
    "answered_at" BIGINT,
    "correction_id" BIGINT,
    "retired" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL,
    FOREIGN KEY ("line_id") REFERENCES "sheet_line" ("id"),
    FOREIGN KEY ("correction_id") REFERENCES "sheet" ("id")
);
CREATE INDEX "query_line_id" ON "query" ("line_id");
CREATE TABLE "rate" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "client_id" BIGINT,
    "activity_id" BIGINT,
    "cents" BIGINT NOT NULL,
    "since" DATE,
    "retired" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("activity_id") REFERENCES "activity" ("id")
);
CREATE INDEX "rate_client_id" ON "rate" ("client_id");
CREATE TABLE "reminder" (
    "technician_id" BIGINT NOT NULL,
    "reason" TEXT COLLATE "C" NOT NULL,
    "told_at" BIGINT NOT NULL,
    "at_desk" BOOLEAN NOT NULL,
    PRIMARY KEY ("technician_id", "reason"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE TABLE "saved_view" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "technician_id" BIGINT NOT NULL,
    "team_id" BIGINT,
    "name" TEXT COLLATE "C" NOT NULL,
    "place" TEXT COLLATE "C" NOT NULL,
    "words" TEXT COLLATE "C" NOT NULL,
    "sort" TEXT COLLATE "C" NOT NULL,
    "reverse" BOOLEAN NOT NULL,
    "position" BIGINT NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL,
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id"),
    FOREIGN KEY ("team_id") REFERENCES "team" ("id")
);
CREATE INDEX "saved_view_technician_id" ON "saved_view" ("technician_id");
CREATE INDEX "saved_view_team_id" ON "saved_view" ("team_id");
CREATE TABLE "statement" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "conversation_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "certainty" SMALLINT NOT NULL,
    "depth" SMALLINT NOT NULL,
    "evidence_id" BIGINT,
    "told" BOOLEAN NOT NULL,
    "clear" BOOLEAN NOT NULL,
    "words" TEXT COLLATE "C" NOT NULL,
    "left_out" BOOLEAN NOT NULL,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id"),
    FOREIGN KEY ("evidence_id") REFERENCES "evidence" ("id")
);
CREATE INDEX "statement_evidence_id" ON "statement" ("evidence_id");
CREATE INDEX "statement_conversation_id_position" ON "statement" ("conversation_id", "position");
CREATE TABLE "terms" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "client_id" BIGINT NOT NULL,
    "every" SMALLINT NOT NULL,
    "begins" DATE,
    "rounding" TEXT COLLATE "C" NOT NULL,
    "minimum" BIGINT NOT NULL,
    "currency" TEXT COLLATE "C" NOT NULL,
    "to" TEXT COLLATE "C" NOT NULL,
    "cc" TEXT COLLATE "C" NOT NULL,
    "wants_nothing_too" BOOLEAN NOT NULL,
    "fixed_subject" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id")
);
CREATE UNIQUE INDEX "terms_client_id" ON "terms" ("client_id");
CREATE TABLE "ticket_caller" (
    "ticket_id" BIGINT NOT NULL,
    "contact_id" BIGINT NOT NULL,
    "client_id" BIGINT,
    "at" BIGINT NOT NULL,
    "withdrawn" BOOLEAN NOT NULL,
    PRIMARY KEY ("ticket_id", "contact_id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("client_id") REFERENCES "client" ("id")
);
CREATE INDEX "ticket_caller_contact_id_ticket_id" ON "ticket_caller" ("contact_id", "ticket_id");
CREATE TABLE "ticket_tag" (
    "ticket_id" BIGINT NOT NULL,
    "tag" TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY ("ticket_id", "tag"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id")
);
CREATE INDEX "ticket_tag_tag_ticket_id" ON "ticket_tag" ("tag", "ticket_id");
CREATE TABLE "warned" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
    "conversation_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "day" DATE,
    FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id")
);
CREATE INDEX "warned_conversation_id_position" ON "warned" ("conversation_id", "position");
CREATE TABLE "ticket_search" (
    "id" BIGINT NOT NULL PRIMARY KEY,
    "words" TSVECTOR NOT NULL
);
CREATE INDEX "ticket_search_words" ON "ticket_search" USING gin ("words") WITH (fastupdate = off);
CREATE FUNCTION tell_events() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('helpdesk', min(id) || '-' || max(id)) FROM told
        HAVING count(*) > 0; RETURN NULL; END
$$;
CREATE TRIGGER tell_events AFTER INSERT
    ON event REFERENCING NEW TABLE AS told
    FOR EACH STATEMENT EXECUTE FUNCTION tell_events();
CREATE FUNCTION tell_presence() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('helpdesk', 'presence'); RETURN NULL; END
$$;
CREATE TRIGGER tell_presence AFTER INSERT OR DELETE
    ON presence
    FOR EACH STATEMENT EXECUTE FUNCTION tell_presence()
"""


def up(migrator: Any, db: Any) -> None:
    """Create every table and index."""
    for statement in STATEMENTS[db.dialect].split(";\n"):
        db.execute_sql(statement)
