-- Schema of the billing service, version 1: accounts, price list, invoices with their lines and
-- allocations, insurance claims with their lines, adjustments, and the audit trail.
--
-- * One text for MySQL 8.0.16 to 9.7 and MariaDB 10.6 to 11. Running it again changes nothing.
-- * Ids are UUIDs as text. Writers send UUIDv7 (sorted by time), the default serves hand-written rows
--   and asks for a binary log in ROW or MIXED format.
-- * Money is DECIMAL(15,2), rounded half up before it is stored, and always of one currency: amounts of
--   different currencies are never added. Codes are ISO 4217.
-- * Times are UTC in DATETIME(6). TIMESTAMP ends in 2038, and old MariaDB adds ON UPDATE to it unasked.
--   A DATE is a business day in Khartoum.
-- * "Overdue" is derived from dates and balances, never stored.
-- * Financial rows are cancelled, voided or reversed by a signed row, never deleted.
-- * Foreign keys never cascade: cascades fail under multi-primary Group Replication and skip triggers.
--   Patients, facilities, encounters, policies and payments live in other databases: plain ids, indexed.
-- * A generated column has no NOT NULL, because MariaDB does not accept one there.
-- * PHI or PII in the comment of a column marks health information or personal data.
-- * The remark behind a key names the query that the key serves.

-- Who owes (FHIR Account). The totals are a cache that v_account_balances checks against their sources.
CREATE TABLE IF NOT EXISTS billing_accounts (
  id                   CHAR(36) COLLATE ascii_bin     NOT NULL DEFAULT (UUID()),
  account_number       VARCHAR(32) COLLATE ascii_bin  NOT NULL,
  patient_id           CHAR(36) COLLATE ascii_bin     NOT NULL COMMENT 'PHI',
  guarantor_id         CHAR(36) COLLATE ascii_bin     NULL     COMMENT 'PHI: who pays, if not the patient',
  facility_id          CHAR(36) COLLATE ascii_bin     NOT NULL,

  account_type         ENUM('self_pay', 'insurance', 'government', 'employer', 'charity', 'other')  NOT NULL,
  status               ENUM('active', 'on_hold', 'inactive', 'collections', 'written_off', 'entered_in_error')
                       NOT NULL DEFAULT 'active',
  currency             CHAR(3) COLLATE ascii_bin      NOT NULL DEFAULT 'SDG',

  total_charges        DECIMAL(15,2)                  NOT NULL DEFAULT 0,
  total_payments       DECIMAL(15,2)                  NOT NULL DEFAULT 0,
  total_adjustments    DECIMAL(15,2)                  NOT NULL DEFAULT 0 COMMENT 'credits are positive',
  balance_due          DECIMAL(15,2) GENERATED ALWAYS AS (total_charges - total_payments - total_adjustments) STORED,

  credit_limit         DECIMAL(15,2)                  NULL,
  last_statement_date  DATE                           NULL,
  last_payment_at      DATETIME(6)                    NULL,

  created_at           DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at           DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  created_by           CHAR(36) COLLATE ascii_bin     NULL,
  updated_by           CHAR(36) COLLATE ascii_bin     NULL,
  row_version          INT UNSIGNED                   NOT NULL DEFAULT 1,

  PRIMARY KEY (id),
  UNIQUE KEY uk_billing_accounts_account_number (account_number),     -- an account by its number
  KEY idx_billing_accounts_patient_id_status (patient_id, status),    -- accounts of a patient
  KEY idx_billing_accounts_guarantor_id (guarantor_id),               -- accounts of a guarantor
  KEY idx_billing_accounts_facility_id_status (facility_id, status),  -- accounts of a facility
  KEY idx_billing_accounts_status_balance_due (status, balance_due),  -- worklist of the collectors

  CONSTRAINT chk_billing_accounts_currency CHECK (currency REGEXP '^[A-Z]{3}$')
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Who owes';

-- Dated price list. A new price is a new row with its own effective_from.
CREATE TABLE IF NOT EXISTS charge_master (
  id                CHAR(36) COLLATE ascii_bin     NOT NULL DEFAULT (UUID()),
  service_code      VARCHAR(50) COLLATE ascii_bin  NOT NULL,
  -- NULL would not be unique in the key of a price, hence the nil UUID for all facilities.
  facility_id       CHAR(36) COLLATE ascii_bin     NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000' COMMENT 'nil UUID: all facilities',
  effective_from    DATE                           NOT NULL,
  effective_to      DATE                           NULL     COMMENT 'last day, NULL: open end',

  service_name      VARCHAR(255)                   NOT NULL,
  service_name_ar   VARCHAR(255)                   NULL     COMMENT 'Arabic name',
  service_category  VARCHAR(50) COLLATE ascii_bin  NOT NULL,

  cpt_code          VARCHAR(10) COLLATE ascii_bin  NULL     COMMENT 'code only, the text is licensed',
  hcpcs_code        VARCHAR(10) COLLATE ascii_bin  NULL,
  revenue_code      VARCHAR(4) COLLATE ascii_bin   NULL     COMMENT 'NUBC',

  unit_price        DECIMAL(15,4)                  NOT NULL,
  currency          CHAR(3) COLLATE ascii_bin      NOT NULL DEFAULT 'SDG',
  cost              DECIMAL(15,4)                  NULL,
  is_taxable        BOOLEAN                        NOT NULL DEFAULT 0,
  tax_rate          DECIMAL(7,4)                   NOT NULL DEFAULT 0,

  department        VARCHAR(100)                   NULL,
  is_active         BOOLEAN                        NOT NULL DEFAULT 1,

  created_at        DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at        DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  created_by        CHAR(36) COLLATE ascii_bin     NULL,
  updated_by        CHAR(36) COLLATE ascii_bin     NULL,
  row_version       INT UNSIGNED                   NOT NULL DEFAULT 1,

  PRIMARY KEY (id),
  UNIQUE KEY uk_charge_master_service_code_facility_id_effective_from (service_code, facility_id, effective_from),  -- price of a service on a day
  KEY idx_charge_master_service_category_is_active (service_category, is_active),  -- catalogue by category
  KEY idx_charge_master_cpt_code (cpt_code),                                       -- coding by CPT
  KEY idx_charge_master_facility_id_is_active (facility_id, is_active),            -- price list of a facility

  CONSTRAINT chk_charge_master_currency CHECK (currency REGEXP '^[A-Z]{3}$'),
  CONSTRAINT chk_charge_master_price CHECK (unit_price >= 0 AND tax_rate BETWEEN 0 AND 100),
  CONSTRAINT chk_charge_master_dates CHECK (effective_to IS NULL OR effective_to >= effective_from)
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Dated price list';

-- Bill header (FHIR Invoice). Amounts are in the currency of the invoice.
-- draft > issued > partially_paid > paid, back again when a payment is reversed; draft > cancelled;
-- issued > voided; issued or partially_paid > written_off; written_off > partially_paid or paid.
CREATE TABLE IF NOT EXISTS invoices (
  id                  CHAR(36) COLLATE ascii_bin     NOT NULL DEFAULT (UUID()),
  invoice_number      VARCHAR(32) COLLATE ascii_bin  NOT NULL,
  billing_account_id  CHAR(36) COLLATE ascii_bin     NOT NULL,

  patient_id          CHAR(36) COLLATE ascii_bin     NOT NULL COMMENT 'PHI',
  facility_id         CHAR(36) COLLATE ascii_bin     NOT NULL,
  encounter_id        CHAR(36) COLLATE ascii_bin     NULL     COMMENT 'PHI',

  invoice_type        ENUM('standard', 'insurance', 'emergency', 'pharmacy', 'lab', 'radiology', 'surgery',
                           'consultation', 'other') NOT NULL DEFAULT 'standard',
  status              ENUM('draft', 'issued', 'partially_paid', 'paid', 'cancelled', 'voided', 'written_off')
                      NOT NULL DEFAULT 'draft',

  invoice_date        DATE                           NOT NULL,
  due_date            DATE                           NULL,
  issued_at           DATETIME(6)                    NULL,

  currency            CHAR(3) COLLATE ascii_bin      NOT NULL DEFAULT 'SDG',
  exchange_rate       DECIMAL(18,8)                  NOT NULL DEFAULT 1 COMMENT 'to SDG',
  subtotal            DECIMAL(15,2)                  NOT NULL DEFAULT 0,
  discount_amount     DECIMAL(15,2)                  NOT NULL DEFAULT 0,
  tax_amount          DECIMAL(15,2)                  NOT NULL DEFAULT 0,
  total_amount        DECIMAL(15,2)                  NOT NULL DEFAULT 0,
  amount_paid         DECIMAL(15,2)                  NOT NULL DEFAULT 0,
  amount_adjusted     DECIMAL(15,2)                  NOT NULL DEFAULT 0,
  balance_due         DECIMAL(15,2) GENERATED ALWAYS AS (total_amount - amount_paid - amount_adjusted) STORED,

  status_reason       VARCHAR(255)                   NULL,
  notes               VARCHAR(1000)                  NULL     COMMENT 'PHI',

  created_at          DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at          DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  created_by          CHAR(36) COLLATE ascii_bin     NULL,
  updated_by          CHAR(36) COLLATE ascii_bin     NULL,
  row_version         INT UNSIGNED                   NOT NULL DEFAULT 1,

  PRIMARY KEY (id),
  UNIQUE KEY uk_invoices_invoice_number (invoice_number),                   -- invoice by its number
  KEY idx_invoices_billing_account_id_status (billing_account_id, status),  -- statement of an account
  KEY idx_invoices_patient_id_invoice_date (patient_id, invoice_date),      -- history of a patient
  KEY idx_invoices_facility_id_invoice_date (facility_id, invoice_date),    -- revenue of a facility
  KEY idx_invoices_status_due_date (status, due_date),                      -- v_ar_ageing
  KEY idx_invoices_encounter_id (encounter_id),                             -- discharge: bills of a stay
  KEY idx_invoices_updated_at (updated_at),                                 -- synchronisation of readers

  CONSTRAINT fk_invoices_billing_account_id FOREIGN KEY (billing_account_id)
    REFERENCES billing_accounts (id) ON DELETE RESTRICT ON UPDATE RESTRICT,

  CONSTRAINT chk_invoices_currency CHECK (currency REGEXP '^[A-Z]{3}$'),
  CONSTRAINT chk_invoices_total CHECK (total_amount = subtotal - discount_amount + tax_amount),
  CONSTRAINT chk_invoices_amounts CHECK (
    subtotal >= 0 AND discount_amount BETWEEN 0 AND subtotal AND tax_amount >= 0 AND amount_paid >= 0
  ),
  CONSTRAINT chk_invoices_due CHECK (due_date IS NULL OR due_date >= invoice_date),
  CONSTRAINT chk_invoices_issued CHECK (status IN ('draft', 'cancelled') OR issued_at IS NOT NULL)
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Bill header';

-- Charges of an invoice (FHIR ChargeItem). Code, text and price are copies, frozen at the time of billing.
CREATE TABLE IF NOT EXISTS invoice_line_items (
  id                   CHAR(36) COLLATE ascii_bin     NOT NULL DEFAULT (UUID()),
  invoice_id           CHAR(36) COLLATE ascii_bin     NOT NULL,
  line_number          SMALLINT UNSIGNED              NOT NULL,

  charge_master_id     CHAR(36) COLLATE ascii_bin     NULL,
  item_type            ENUM('service', 'medication', 'supply', 'equipment', 'room_charge', 'lab_test',
                            'radiology', 'procedure', 'consultation', 'other') NOT NULL,
  service_code         VARCHAR(50) COLLATE ascii_bin  NOT NULL COMMENT 'frozen copy',
  service_description  VARCHAR(500)                   NOT NULL COMMENT 'PHI',

  quantity             DECIMAL(12,3)                  NOT NULL DEFAULT 1,
  unit_price           DECIMAL(15,4)                  NOT NULL,
  discount_amount      DECIMAL(15,2)                  NOT NULL DEFAULT 0,
  tax_rate             DECIMAL(7,4)                   NOT NULL DEFAULT 0,
  tax_amount           DECIMAL(15,2)                  NOT NULL DEFAULT 0,
  line_total           DECIMAL(15,2)                  NOT NULL,

  service_date         DATE                           NULL,
  provider_id          CHAR(36) COLLATE ascii_bin     NULL     COMMENT 'clinician',

  created_at           DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at           DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),

  PRIMARY KEY (id),
  UNIQUE KEY uk_invoice_line_items_invoice_id_line_number (invoice_id, line_number),  -- lines of an invoice in order
  KEY idx_invoice_line_items_charge_master_id (charge_master_id),                     -- use of a price
  KEY idx_invoice_line_items_service_code_service_date (service_code, service_date),  -- volume of a service
  KEY idx_invoice_line_items_provider_id_service_date (provider_id, service_date),    -- work of a clinician

  CONSTRAINT fk_invoice_line_items_invoice_id FOREIGN KEY (invoice_id)
    REFERENCES invoices (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT fk_invoice_line_items_charge_master_id FOREIGN KEY (charge_master_id)
    REFERENCES charge_master (id) ON DELETE RESTRICT ON UPDATE RESTRICT,

  CONSTRAINT chk_invoice_line_items_total CHECK (
    line_total = ROUND(quantity * unit_price, 2) - discount_amount + tax_amount
  ),
  CONSTRAINT chk_invoice_line_items_amounts CHECK (
    quantity > 0 AND unit_price >= 0 AND discount_amount >= 0 AND tax_amount >= 0
  )
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Charges of an invoice';

-- Money applied to invoices, as reported by the payment service. Append-only: a mistake is answered by a
-- signed reversal. Sums per invoice are checked under FOR UPDATE of the invoice.
CREATE TABLE IF NOT EXISTS invoice_payment_allocations (
  id                    CHAR(36) COLLATE ascii_bin  NOT NULL DEFAULT (UUID()),
  invoice_id            CHAR(36) COLLATE ascii_bin  NOT NULL,
  payment_id            CHAR(36) COLLATE ascii_bin  NOT NULL COMMENT 'of the payment service',
  source_allocation_id  CHAR(36) COLLATE ascii_bin  NOT NULL COMMENT 'invoice_payments.id of the payment service',

  allocation_type       ENUM('payment', 'insurance_payment', 'credit', 'refund', 'reversal')  NOT NULL,
  reversal_of_id        CHAR(36) COLLATE ascii_bin  NULL,

  allocated_amount      DECIMAL(15,2)               NOT NULL COMMENT 'signed: refunds and reversals are negative',
  currency              CHAR(3) COLLATE ascii_bin   NOT NULL DEFAULT 'SDG',

  allocated_at          DATETIME(6)                 NOT NULL,
  allocated_by          CHAR(36) COLLATE ascii_bin  NULL,
  note                  VARCHAR(255)                NULL,

  created_at            DATETIME(6)                 NOT NULL DEFAULT CURRENT_TIMESTAMP(6),

  PRIMARY KEY (id),
  UNIQUE KEY uk_invoice_payment_allocations_source_allocation_id (source_allocation_id),  -- the same event twice
  KEY idx_invoice_payment_allocations_invoice_id_allocated_at (invoice_id, allocated_at),  -- ledger of an invoice
  KEY idx_invoice_payment_allocations_payment_id (payment_id),          -- invoices of a payment
  KEY idx_invoice_payment_allocations_reversal_of_id (reversal_of_id),  -- reversals of a row
  KEY idx_invoice_payment_allocations_allocated_at (allocated_at),      -- journal of a day
  KEY idx_invoice_payment_allocations_allocated_by (allocated_by),      -- postings of a user

  CONSTRAINT fk_invoice_payment_allocations_invoice_id FOREIGN KEY (invoice_id)
    REFERENCES invoices (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT fk_invoice_payment_allocations_reversal_of_id FOREIGN KEY (reversal_of_id)
    REFERENCES invoice_payment_allocations (id) ON DELETE RESTRICT ON UPDATE RESTRICT,

  CONSTRAINT chk_invoice_payment_allocations_currency CHECK (currency REGEXP '^[A-Z]{3}$'),
  CONSTRAINT chk_invoice_payment_allocations_sign CHECK (
    (allocation_type IN ('refund', 'reversal') AND allocated_amount < 0)
    OR (allocation_type NOT IN ('refund', 'reversal') AND allocated_amount > 0)
  ),
  CONSTRAINT chk_invoice_payment_allocations_reversal CHECK (
    allocation_type <> 'reversal' OR reversal_of_id IS NOT NULL
  )
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Append-only money applied to invoices';

-- Claim and its adjudication (FHIR Claim and ClaimResponse; X12 837, 277CA, 835).
-- draft > ready_to_submit > submitted > accepted or rejected; rejected > draft; accepted > pending > paid,
-- partially_paid or denied; denied or partially_paid > appealed > pending; paid or partially_paid > reversed;
-- draft or ready_to_submit > cancelled.
CREATE TABLE IF NOT EXISTS insurance_claims (
  id                          CHAR(36) COLLATE ascii_bin     NOT NULL DEFAULT (UUID()),
  claim_number                VARCHAR(32) COLLATE ascii_bin  NOT NULL COMMENT 'CLM01',
  invoice_id                  CHAR(36) COLLATE ascii_bin     NULL,
  billing_account_id          CHAR(36) COLLATE ascii_bin     NOT NULL,

  patient_id                  CHAR(36) COLLATE ascii_bin     NOT NULL COMMENT 'PHI',
  facility_id                 CHAR(36) COLLATE ascii_bin     NOT NULL,
  insurance_policy_id         CHAR(36) COLLATE ascii_bin     NOT NULL COMMENT 'PHI',
  payer_id                    VARCHAR(80) COLLATE ascii_bin  NOT NULL COMMENT 'NM109',

  original_claim_id           CHAR(36) COLLATE ascii_bin     NULL     COMMENT 'REF*F8, the claim this one replaces or voids',
  claim_frequency             VARCHAR(1) COLLATE ascii_bin   NOT NULL DEFAULT '1' COMMENT 'CLM05-3: 1 original, 7 replacement, 8 void',
  coverage_order              ENUM('primary', 'secondary', 'tertiary')
                              NOT NULL DEFAULT 'primary' COMMENT 'SBR01',

  claim_type                  ENUM('professional', 'institutional', 'dental', 'pharmacy', 'vision')  NOT NULL,
  claim_format                ENUM('cms1500', 'ub04', 'edi_837p', 'edi_837i', 'edi_837d', 'fhir', 'manual')
                              NOT NULL DEFAULT 'manual',
  status                      ENUM('draft', 'ready_to_submit', 'submitted', 'rejected', 'accepted', 'pending',
                                   'partially_paid', 'paid', 'denied', 'appealed', 'reversed', 'cancelled')
                              NOT NULL DEFAULT 'draft',

  service_date_from           DATE                           NOT NULL,
  service_date_to             DATE                           NOT NULL,
  submitted_at                DATETIME(6)                    NULL,
  acknowledged_at             DATETIME(6)                    NULL     COMMENT '277CA',
  adjudicated_at              DATETIME(6)                    NULL,
  paid_at                     DATETIME(6)                    NULL,
  appeal_deadline             DATE                           NULL,

  currency                    CHAR(3) COLLATE ascii_bin      NOT NULL DEFAULT 'SDG',
  total_charges               DECIMAL(15,2)                  NOT NULL DEFAULT 0 COMMENT 'CLM02',
  allowed_amount              DECIMAL(15,2)                  NULL,
  paid_amount                 DECIMAL(15,2)                  NOT NULL DEFAULT 0 COMMENT 'CLP04',
  patient_responsibility      DECIMAL(15,2)                  NULL     COMMENT 'CLP05',
  adjustment_amount           DECIMAL(15,2)                  NULL     COMMENT 'sum of the CAS segments',

  payer_claim_control_number  VARCHAR(50) COLLATE ascii_bin  NULL     COMMENT 'CLP07',
  remittance_number           VARCHAR(50) COLLATE ascii_bin  NULL     COMMENT 'TRN02',
  remittance_date             DATE                           NULL,

  denial_group_code           ENUM('CO', 'OA', 'PI', 'PR')   NULL     COMMENT 'CAS01',
  denial_reason_code          VARCHAR(5) COLLATE ascii_bin   NULL     COMMENT 'CARC',
  remark_code                 VARCHAR(10) COLLATE ascii_bin  NULL     COMMENT 'RARC',
  denial_reason               VARCHAR(500)                   NULL     COMMENT 'PHI',

  prior_authorization_number  VARCHAR(50) COLLATE ascii_bin  NULL     COMMENT 'REF*G1',
  resubmission_count          SMALLINT UNSIGNED              NOT NULL DEFAULT 0,
  appeal_count                SMALLINT UNSIGNED              NOT NULL DEFAULT 0,

  created_at                  DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at                  DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  created_by                  CHAR(36) COLLATE ascii_bin     NULL,
  updated_by                  CHAR(36) COLLATE ascii_bin     NULL,
  row_version                 INT UNSIGNED                   NOT NULL DEFAULT 1,

  PRIMARY KEY (id),
  UNIQUE KEY uk_insurance_claims_claim_number (claim_number),                       -- a claim by its number
  UNIQUE KEY uk_insurance_claims_payer_claim_control_number_payer_id (payer_claim_control_number, payer_id),  -- matching an 835 remittance
  KEY idx_insurance_claims_invoice_id (invoice_id),                                 -- claims of an invoice
  KEY idx_insurance_claims_billing_account_id_status (billing_account_id, status),  -- claims of an account
  KEY idx_insurance_claims_patient_id_service_date_from (patient_id, service_date_from),  -- history of a patient
  KEY idx_insurance_claims_facility_id_status (facility_id, status),                -- work queue of a facility
  KEY idx_insurance_claims_insurance_policy_id (insurance_policy_id),               -- claims under a policy
  KEY idx_insurance_claims_payer_id_status (payer_id, status),                      -- follow-up with a payer
  KEY idx_insurance_claims_original_claim_id (original_claim_id),                   -- resubmissions of a claim
  KEY idx_insurance_claims_status_submitted_at (status, submitted_at),              -- v_open_claims

  CONSTRAINT fk_insurance_claims_invoice_id FOREIGN KEY (invoice_id)
    REFERENCES invoices (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT fk_insurance_claims_billing_account_id FOREIGN KEY (billing_account_id)
    REFERENCES billing_accounts (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT fk_insurance_claims_original_claim_id FOREIGN KEY (original_claim_id)
    REFERENCES insurance_claims (id) ON DELETE RESTRICT ON UPDATE RESTRICT,

  CONSTRAINT chk_insurance_claims_currency CHECK (currency REGEXP '^[A-Z]{3}$'),
  CONSTRAINT chk_insurance_claims_dates CHECK (service_date_to >= service_date_from),
  CONSTRAINT chk_insurance_claims_frequency CHECK (
    claim_frequency = '1'
    OR (claim_frequency IN ('7', '8') AND original_claim_id IS NOT NULL)
  ),
  CONSTRAINT chk_insurance_claims_amounts CHECK (total_charges >= 0 AND paid_amount >= 0)
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Insurance claim and its adjudication';

-- Claimed services (837 SV1 and SV2, 835 SVC). The only place with diagnoses.
CREATE TABLE IF NOT EXISTS claim_line_items (
  id                      CHAR(36) COLLATE ascii_bin     NOT NULL DEFAULT (UUID()),
  claim_id                CHAR(36) COLLATE ascii_bin     NOT NULL,
  line_number             SMALLINT UNSIGNED              NOT NULL,
  invoice_line_item_id    CHAR(36) COLLATE ascii_bin     NULL,

  procedure_code          VARCHAR(20) COLLATE ascii_bin  NOT NULL COMMENT 'PHI',
  code_system             VARCHAR(20) COLLATE ascii_bin  NOT NULL DEFAULT 'local' COMMENT 'of procedure_code',
  modifiers               VARCHAR(20) COLLATE ascii_bin  NULL,
  diagnosis_codes         JSON                           NULL     COMMENT 'PHI: ICD-10',

  service_date            DATE                           NOT NULL,
  place_of_service        VARCHAR(2) COLLATE ascii_bin   NULL,
  revenue_code            VARCHAR(4) COLLATE ascii_bin   NULL,

  units                   DECIMAL(12,3)                  NOT NULL DEFAULT 1,
  charge_amount           DECIMAL(15,2)                  NOT NULL,
  allowed_amount          DECIMAL(15,2)                  NULL,
  paid_amount             DECIMAL(15,2)                  NOT NULL DEFAULT 0,
  patient_responsibility  DECIMAL(15,2)                  NULL,
  adjustment_amount       DECIMAL(15,2)                  NULL,

  adjustments             JSON                           NULL     COMMENT 'CAS triples',
  denial_reason_code      VARCHAR(5) COLLATE ascii_bin   NULL     COMMENT 'CARC',
  line_status             ENUM('pending', 'approved', 'partially_approved', 'denied') NOT NULL DEFAULT 'pending',

  rendering_provider_id   CHAR(36) COLLATE ascii_bin     NULL     COMMENT 'clinician',

  created_at              DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at              DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),

  PRIMARY KEY (id),
  UNIQUE KEY uk_claim_line_items_claim_id_line_number (claim_id, line_number),  -- lines of a claim in order
  KEY idx_claim_line_items_invoice_line_item_id (invoice_line_item_id),         -- claims of an invoice line
  KEY idx_claim_line_items_procedure_code_service_date (procedure_code, service_date),  -- utilisation of a procedure
  KEY idx_claim_line_items_denial_reason_code (denial_reason_code),             -- denials by reason
  KEY idx_claim_line_items_rendering_provider_id (rendering_provider_id),       -- work of a clinician

  CONSTRAINT fk_claim_line_items_claim_id FOREIGN KEY (claim_id)
    REFERENCES insurance_claims (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT fk_claim_line_items_invoice_line_item_id FOREIGN KEY (invoice_line_item_id)
    REFERENCES invoice_line_items (id) ON DELETE RESTRICT ON UPDATE RESTRICT,

  CONSTRAINT chk_claim_line_items_amounts CHECK (units > 0 AND charge_amount >= 0 AND paid_amount >= 0)
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Claimed services';

-- Corrections with four eyes: who approves is not who requested.
CREATE TABLE IF NOT EXISTS billing_adjustments (
  id                  CHAR(36) COLLATE ascii_bin     NOT NULL DEFAULT (UUID()),
  adjustment_number   VARCHAR(32) COLLATE ascii_bin  NOT NULL,
  billing_account_id  CHAR(36) COLLATE ascii_bin     NOT NULL,
  invoice_id          CHAR(36) COLLATE ascii_bin     NULL,
  claim_id            CHAR(36) COLLATE ascii_bin     NULL,

  adjustment_type     ENUM('discount', 'contractual', 'write_off', 'bad_debt', 'charity_care', 'correction',
                           'late_fee', 'other') NOT NULL,
  direction           ENUM('credit', 'debit')        NOT NULL COMMENT 'a credit lowers the balance',
  adjustment_amount   DECIMAL(15,2)                  NOT NULL,
  currency            CHAR(3) COLLATE ascii_bin      NOT NULL DEFAULT 'SDG',
  status              ENUM('pending_approval', 'approved', 'rejected', 'reversed')
                      NOT NULL DEFAULT 'pending_approval',

  reason_code         VARCHAR(20) COLLATE ascii_bin  NULL,
  reason              VARCHAR(500)                   NOT NULL,

  requested_by        CHAR(36) COLLATE ascii_bin     NOT NULL,
  approved_by         CHAR(36) COLLATE ascii_bin     NULL,
  approved_at         DATETIME(6)                    NULL,
  adjusted_at         DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6),

  created_at          DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at          DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  created_by          CHAR(36) COLLATE ascii_bin     NULL,
  updated_by          CHAR(36) COLLATE ascii_bin     NULL,
  row_version         INT UNSIGNED                   NOT NULL DEFAULT 1,

  PRIMARY KEY (id),
  UNIQUE KEY uk_billing_adjustments_adjustment_number (adjustment_number),         -- an adjustment by its number
  KEY idx_billing_adjustments_billing_account_id_adjusted_at (billing_account_id, adjusted_at),  -- ledger of an account
  KEY idx_billing_adjustments_invoice_id (invoice_id),                             -- ledger of an invoice
  KEY idx_billing_adjustments_claim_id (claim_id),                                 -- posting of a remittance
  KEY idx_billing_adjustments_adjustment_type_adjusted_at (adjustment_type, adjusted_at),  -- write-offs of a period
  KEY idx_billing_adjustments_status_created_at (status, created_at),              -- waiting for approval
  KEY idx_billing_adjustments_requested_by (requested_by),                         -- requests of a user
  KEY idx_billing_adjustments_approved_by_approved_at (approved_by, approved_at),  -- approvals of a user

  CONSTRAINT fk_billing_adjustments_billing_account_id FOREIGN KEY (billing_account_id)
    REFERENCES billing_accounts (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT fk_billing_adjustments_invoice_id FOREIGN KEY (invoice_id)
    REFERENCES invoices (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT fk_billing_adjustments_claim_id FOREIGN KEY (claim_id)
    REFERENCES insurance_claims (id) ON DELETE RESTRICT ON UPDATE RESTRICT,

  CONSTRAINT chk_billing_adjustments_currency CHECK (currency REGEXP '^[A-Z]{3}$'),
  CONSTRAINT chk_billing_adjustments_amount CHECK (adjustment_amount > 0),
  CONSTRAINT chk_billing_adjustments_approval CHECK (
    (status IN ('pending_approval', 'rejected') OR approved_by IS NOT NULL)
    AND (approved_by IS NULL OR approved_by <> requested_by)
  )
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Approved corrections';

-- Who changed or read what. Append-only: a run-time account needs SELECT and INSERT only. No foreign
-- keys, because the trail outlives its subjects.
CREATE TABLE IF NOT EXISTS billing_audit_log (
  id              CHAR(36) COLLATE ascii_bin      NOT NULL DEFAULT (UUID()),
  user_id         CHAR(36) COLLATE ascii_bin      NULL     COMMENT 'actor, NULL: the system',
  actor_role      VARCHAR(50) COLLATE ascii_bin   NULL     COMMENT 'at that time',

  action          VARCHAR(100) COLLATE ascii_bin  NOT NULL COMMENT 'insert, update, status_change, view, export ...',
  resource_type   VARCHAR(64) COLLATE ascii_bin   NOT NULL COMMENT 'table',
  resource_id     CHAR(36) COLLATE ascii_bin      NULL,
  result          ENUM('success', 'failure')      NOT NULL DEFAULT 'success',
  reason          VARCHAR(255)                    NULL,

  ip_address      VARCHAR(45) COLLATE ascii_bin   NULL     COMMENT 'PII',
  user_agent      VARCHAR(512)                    NULL     COMMENT 'PII',
  request_id      VARCHAR(64) COLLATE ascii_bin   NULL     COMMENT 'W3C trace id',

  old_values      JSON                            NULL     COMMENT 'PHI: before, no secrets',
  new_values      JSON                            NULL     COMMENT 'PHI: after, no secrets',
  changed_fields  JSON                            NULL,

  prev_hash       CHAR(64) COLLATE ascii_bin      NULL     COMMENT 'row_hash of the previous row of this writer',
  row_hash        CHAR(64) COLLATE ascii_bin      NULL     COMMENT 'HMAC-SHA-256, key kept outside the database',
  occurred_at     DATETIME(6)                     NOT NULL DEFAULT CURRENT_TIMESTAMP(6),

  PRIMARY KEY (id),
  KEY idx_billing_audit_log_resource_type_resource_id_occurred_at (resource_type, resource_id, occurred_at),  -- history of an object
  KEY idx_billing_audit_log_user_id_occurred_at (user_id, occurred_at),  -- history of a user
  KEY idx_billing_audit_log_action_occurred_at (action, occurred_at),    -- events of a kind
  KEY idx_billing_audit_log_request_id (request_id),                     -- everything of one request
  KEY idx_billing_audit_log_occurred_at (occurred_at)                    -- purge after seven years
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Append-only trail';
