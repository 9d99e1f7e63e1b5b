"""The schema of the first release, frozen: later models do not change it."""

from __future__ import annotations

from typing import Any

STATEMENTS = """
CREATE TABLE "client" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" VARCHAR(255) NOT NULL,
    "sort_key" VARCHAR(255) NOT NULL,
    "language" VARCHAR(8) NOT NULL,
    "country" VARCHAR(2) NOT NULL,
    "zone" VARCHAR(255) NOT NULL,
    "address_form" VARCHAR(8) NOT NULL,
    "notes" TEXT NOT NULL,
    "retired" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "client_name" ON "client" ("name");
CREATE INDEX "client_sort_key" ON "client" ("sort_key");
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
    "requester_id" INTEGER,
    "asset_id" INTEGER,
    "team_id" INTEGER,
    "assignee_id" INTEGER,
    "created_at" INTEGER NOT NULL,
    "changed_at" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
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
    FOREIGN KEY ("merged_into_id") REFERENCES "ticket" ("id")
);
CREATE INDEX "ticket_requester_id" ON "ticket" ("requester_id");
CREATE INDEX "ticket_asset_id" ON "ticket" ("asset_id");
CREATE UNIQUE INDEX "ticket_source_external" ON "ticket" ("source", "external");
CREATE INDEX "ticket_shelf_id_assignee_id_team_id_status"
    ON "ticket" ("shelf", "id", "assignee_id", "team_id", "status");
CREATE INDEX "ticket_shelf_due_at_id_assignee_id_team_id_status"
    ON "ticket" ("shelf", "due_at", "id", "assignee_id", "team_id", "status");
CREATE INDEX "ticket_shelf_priority_due_at_id_assignee_id_team_id_status"
    ON "ticket" ("shelf", "priority", "due_at", "id", "assignee_id", "team_id", "status");
CREATE INDEX "ticket_shelf_changed_at_id_assignee_id_team_id_status"
    ON "ticket" ("shelf", "changed_at", "id", "assignee_id", "team_id", "status");
CREATE INDEX "ticket_shelf_created_at_id_assignee_id_team_id_status"
    ON "ticket" ("shelf", "created_at", "id", "assignee_id", "team_id", "status");
CREATE INDEX "ticket_assignee_id_shelf_due_at_id"
    ON "ticket" ("assignee_id", "shelf", "due_at", "id");
CREATE INDEX "ticket_client_id_shelf_id" ON "ticket" ("client_id", "shelf", "id");
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
CREATE TABLE "attachment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "ticket_id" INTEGER NOT NULL,
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
CREATE TABLE "membership" (
    "team_id" INTEGER NOT NULL,
    "technician_id" INTEGER NOT NULL,
    PRIMARY KEY ("team_id", "technician_id"),
    FOREIGN KEY ("team_id") REFERENCES "team" ("id"),
    FOREIGN KEY ("technician_id") REFERENCES "technician" ("id")
);
CREATE INDEX "membership_team_id" ON "membership" ("team_id");
CREATE INDEX "membership_technician_id" ON "membership" ("technician_id");
CREATE TABLE "prose" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "text" TEXT NOT NULL
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
CREATE VIRTUAL TABLE ticket_search USING fts5(
    subject, names, tags, body,
    content='', contentless_delete=1, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 2"
)
"""


def up(migrator: Any, db: Any) -> None:
    """Create every table and index."""
    for statement in STATEMENTS.split(";\n"):
        db.execute_sql(statement)
