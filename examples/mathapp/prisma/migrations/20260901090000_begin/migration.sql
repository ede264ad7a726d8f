-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "score" INTEGER,
    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "questions" (
    "session_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "prompt" TEXT NOT NULL,
    "answer" INTEGER NOT NULL,
    "given" INTEGER,
    CONSTRAINT "questions_pkey" PRIMARY KEY ("session_id", "number")
);

-- CreateTable
CREATE TABLE "practice_days" (
    "user_id" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    CONSTRAINT "practice_days_pkey" PRIMARY KEY ("user_id", "day")
);

-- CreateTable
CREATE TABLE "question_kinds" (
    "level" INTEGER NOT NULL,
    "operator" TEXT NOT NULL,
    "low" INTEGER NOT NULL,
    "high" INTEGER NOT NULL,
    CONSTRAINT "question_kinds_pkey" PRIMARY KEY ("level", "operator")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users" ("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions" ("user_id");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey"
    FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "questions" ADD CONSTRAINT "questions_session_id_fkey"
    FOREIGN KEY ("session_id") REFERENCES "sessions" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "practice_days" ADD CONSTRAINT "practice_days_user_id_fkey"
    FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The kinds of questions of each level: part of the product, not of anybody's data.
INSERT INTO "question_kinds" ("level", "operator", "low", "high") VALUES
    (1, '+', 0, 10), (1, '-', 0, 10),
    (2, '+', 0, 100), (2, '-', 0, 100), (2, '*', 1, 10),
    (3, '+', 0, 1000), (3, '-', 0, 1000), (3, '*', 1, 12), (3, '/', 1, 12),
    (4, '*', 2, 30), (4, '/', 2, 30);
